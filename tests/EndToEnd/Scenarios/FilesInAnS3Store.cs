using System.Net;
using Devstack.EndToEnd.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Files of people in the stack's own S3 store: stored by the LMS and by its worker, shown by browsers, kept over a restart.</summary>
public sealed class FilesInAnS3Store(MiniatureStack miniature) : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    // A red point.
    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    public async ValueTask InitializeAsync() => await miniature.ConfigureAsync("services:\n  minio: true\n");

    public async ValueTask DisposeAsync() => await miniature.ConfigureAsync();

    [Fact]
    public async Task APictureIsSeenByEveryoneAndAReportByWhoIsGivenItsAddress()
    {
        var status = await miniature.EnsureRunningAsync();
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var person = await Person.AddStaffAsync(miniature);
        await miniature.ImportDemoCourseAsync();
        // Other scenarios have left files of a stack without a store.
        var before = await FilesOfTheLmsAsync();

        await using var browser = await Browser.OpenAsync("files");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, lms);
            var picture = await UploadPictureAsync(browser);
            Assert.StartsWith($"http://files.{lms.Host}:", picture.ToString(), StringComparison.Ordinal);
            Assert.Equal(Picture, await miniature.Http.GetByteArrayAsync(picture, TestContext.Current.CancellationToken));

            var report = await MakeReportAsync(browser, new Uri(lms, $"/courses/{MiniatureStack.DemoCourse}/progress"));
            Assert.Contains("chapter,done,total", await miniature.Http.GetStringAsync(report, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            // Without the signature it is nobody's, and the bucket tells no names.
            Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(new(report.GetLeftPart(UriPartial.Path))));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusOfAsync(new(picture, "/openedx/")));

            await RestartAsync();
            Assert.Equal(Picture, await miniature.Http.GetByteArrayAsync(picture, TestContext.Current.CancellationToken));
        });

        // They are in the buckets and on no volume of the platform.
        Assert.NotEqual("", (await miniature.ExecAsync("minio", "sh", "-c", List("openedx/openedx/media/profile-images"))).Text);
        Assert.NotEqual("", (await miniature.ExecAsync("minio", "sh", "-c", List("openedxgrades/openedx/media/grades"))).Text);
        Assert.Equal(before, await FilesOfTheLmsAsync());
    }

    [Fact]
    public async Task ThePlatformGoesOnWithAnotherKey()
    {
        var status = await miniature.EnsureRunningAsync();
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var person = await Person.AddStaffAsync(miniature);

        var rotated = await miniature.DevstackAsync("secrets", "rotate", "openedx-minio-secret-key");

        Assert.True(rotated.ExitCode == 0, rotated.ToString());
        await Eventually.GetAsync(() => StatusOfAsync(new(lms, "/heartbeat")), status => status is HttpStatusCode.OK, Soon);
        await using var browser = await Browser.OpenAsync("files-key");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, lms);
            await UploadPictureAsync(browser);
        });
    }

    private static async Task<Uri> UploadPictureAsync(Browser browser)
    {
        await browser.Find("#nav-username").ClickAsync();
        await Expect(browser.Find("#no-image")).ToBeVisibleAsync();
        await browser.Find("#image-file").SetInputFilesAsync(new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = Picture });
        await browser.Find("#image-upload").ClickAsync();
        var image = browser.Find("#profile-image");
        await Expect(image).ToBeVisibleAsync();
        // A picture that isn't there has no size of its own.
        await Expect(image).ToHaveJSPropertyAsync("naturalWidth", 1);
        await browser.ScreenshotAsync("picture");
        return new(await image.GetAttributeAsync("src") ?? "");
    }

    private static async Task<Uri> MakeReportAsync(Browser browser, Uri progress)
    {
        await browser.OpenPageAsync(progress);
        await browser.Find("#start-report").ClickAsync();
        var file = browser.Find(".report .report-file").First;
        await Expect(file).ToBeVisibleAsync(new() { Timeout = (float)Soon.TotalMilliseconds });
        await browser.ScreenshotAsync("report");
        // The LMS leads there, and the browser keeps the file.
        var request = await browser.Page.RunAndWaitForRequestAsync(
            () => file.ClickAsync(), request => new Uri(request.Url).Host.StartsWith("files.", StringComparison.Ordinal));
        return new(request.Url);
    }

    private async Task<string> FilesOfTheLmsAsync() => (await miniature.ExecAsync("lms", "sh", "-c", "find /openedx/media -type f | sort")).Text;

    private async Task RestartAsync()
    {
        await MiniatureStack.ExecuteAsync("docker", "restart", miniature.Stack.ContainerName("minio"));
        await Eventually.GetAsync(
            async () => (await miniature.ExecAsync("minio", "sh", "-c", "curl -fsS http://127.0.0.1:9000/minio/health/ready")).ExitCode, code => code == 0, Soon);
    }

    // As the administrator, inside of the container.
    private static string List(string path) =>
        $"MC_HOST_it=\"http://admin:$(cat /run/secrets/minio-password)@127.0.0.1:9000\" mc ls it/{path}";

    private async Task<HttpStatusCode> StatusOfAsync(Uri address)
    {
        using var answer = await miniature.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
