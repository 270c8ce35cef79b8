using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A page that isn't the LMS's, on an origin of its own, for a person whom only the LMS knows.</summary>
public sealed partial class MicroFrontends(MiniatureStack miniature)
{
    private const string PlatformName = "The Name That the LMS Tells";
    private const string ReadableToken = "edx-jwt-cookie-header-payload";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string ConfigurationFile => Path.Combine(miniature.Folder, "devstack.yaml");

    [Fact]
    public async Task APersonSeesTheirCoursesInOne()
    {
        var original = await File.ReadAllTextAsync(ConfigurationFile, Cancellation);
        await miniature.DevstackAsync("stop");
        try
        {
            await File.WriteAllTextAsync(ConfigurationFile, $"{original}platformName: {PlatformName}\nservices: {{mfe: true}}\n", Cancellation);
            var status = await miniature.EnsureRunningAsync();
            var (lms, dashboard) = (MiniatureStack.UrlOf(status, "LMS"), MiniatureStack.UrlOf(status, "learner-dashboard"));
            var person = await AddLearnerAsync();

            await using var browser = await Browser.OpenAsync("micro-frontend");
            await browser.FollowAsync(async () =>
            {
                await LogInAsync(browser, dashboard, person);
                await FollowLinksAsync(browser, dashboard, lms, person);
            });
            await IsKeptByBrowsersAsync(dashboard);
        }
        finally
        {
            await miniature.DevstackAsync("stop");
            await File.WriteAllTextAsync(ConfigurationFile, original, CancellationToken.None);
        }
    }

    [Fact]
    public async Task ASavedFileIsInTheBrowserAtOnce()
    {
        var original = await File.ReadAllTextAsync(ConfigurationFile, Cancellation);
        var checkout = await CloneAsync();
        await miniature.DevstackAsync("stop");
        try
        {
            await File.WriteAllTextAsync(ConfigurationFile, $"{original}services: {{mfe: true}}\n", Cancellation);
            var added = await miniature.DevstackAsync("checkout", "add", checkout);
            Assert.True(added.ExitCode == 0, added.ToString());
            var status = await miniature.EnsureRunningAsync();

            await using var browser = await Browser.OpenAsync("saved-file");
            await browser.FollowAsync(() => SaveWhileLookingAsync(browser, checkout, new(MiniatureStack.UrlOf(status, "learner-dashboard"), "about")));

            var port = (await MiniatureStack.ExecuteAsync("docker", "port", miniature.Stack.ContainerName("learner-dashboard"), "9229/tcp")).Split(':')[^1];
            var inspected = await miniature.Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), Cancellation);
            Assert.Contains("node_modules/.bin/vite", inspected, StringComparison.Ordinal);
            // Without its own lock git writes no index, which would be root's.
            Assert.Equal("", await MiniatureStack.GitStatusAsync(checkout, "--ignored"));
            Assert.Equal("", await MiniatureStack.ExecuteAsync("find", checkout, "!", "-user", "1000"));
        }
        finally
        {
            await miniature.DevstackAsync("stop");
            await File.WriteAllTextAsync(ConfigurationFile, original, CancellationToken.None);
            Directory.Delete(checkout, recursive: true);
        }
    }

    private static async Task SaveWhileLookingAsync(Browser browser, string checkout, Uri about)
    {
        await browser.OpenPageAsync(about);
        await Expect(browser.Find("#page-title")).ToHaveTextAsync(new Regex("^About .+"));
        await browser.Page.EvaluateAsync("window.isStillTheSame = true");

        await ReplaceAsync(Path.Combine(checkout, "src", "pages.js"), "`About ", "`All about ");
        await Expect(browser.Find("#page-title")).ToHaveTextAsync(new Regex("^All about .+"));
        await ReplaceAsync(Path.Combine(checkout, "src", "style.css"), "color: #1f2933;", "color: rgb(1, 2, 3);");
        await Expect(browser.Find("#page-title")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        await browser.ScreenshotAsync("saved");
        Assert.True(await browser.Page.EvaluateAsync<bool>("window.isStillTheSame === true"), "the page was loaded again");

        await ReplaceAsync(Path.Combine(checkout, "src", "pages.js"), "`All about ", "`About ");
        await ReplaceAsync(Path.Combine(checkout, "src", "style.css"), "color: rgb(1, 2, 3);", "color: #1f2933;");
        await Expect(browser.Find("#page-title")).ToHaveTextAsync(new Regex("^About .+"));
    }

    private static async Task ReplaceAsync(string file, string old, string text)
    {
        var before = await File.ReadAllTextAsync(file, Cancellation);
        Assert.Contains(old, before, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, before.Replace(old, text, StringComparison.Ordinal), Cancellation);
    }

    // As a person has it: a clone, which belongs to them.
    private async Task<string> CloneAsync()
    {
        var checkout = Path.Combine(miniature.Folder, "frontend-app-learner-dashboard");
        await MiniatureStack.ExecuteAsync("cp", "-r", Repository.PathTo("samples", "miniature", "mfe"), checkout);
        await MiniatureStack.ExecuteAsync("sh", "-euc", "cd \"$0\"; rm -rf .machine dist node_modules", checkout);
        await MiniatureStack.CommitAsync(checkout);
        return checkout;
    }

    private static async Task LogInAsync(Browser browser, Uri dashboard, Person person)
    {
        await browser.OpenPageAsync(dashboard);
        await Expect(browser.Find("#site-name")).ToHaveTextAsync(PlatformName);
        await Expect(browser.Find("#nobody")).ToBeVisibleAsync();
        await browser.ScreenshotAsync("nobody");
        await person.LogInAsync(browser, dashboard);
        await Expect(browser.Page).ToHaveURLAsync(dashboard.ToString());
        await Expect(browser.Find(".course-card .course-link")).ToHaveTextAsync(MiniatureStack.DemoCourse);
        await browser.ScreenshotAsync("courses");
    }

    private static async Task FollowLinksAsync(Browser browser, Uri dashboard, Uri lms, Person person)
    {
        await browser.Find("nav a", "About").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync($"About {PlatformName}");
        // No file is called so: the server gives the page that knows.
        await browser.Page.ReloadAsync();
        await Expect(browser.Page).ToHaveURLAsync(new Uri(dashboard, "about").ToString());
        await Expect(browser.Find("#page-title")).ToHaveTextAsync($"About {PlatformName}");

        // The session outlives its tokens: another one comes from the LMS, across origins.
        await browser.Page.Context.ClearCookiesAsync(new() { Name = ReadableToken });
        await browser.Page.ReloadAsync();
        await Expect(browser.Find("#nav-username")).ToHaveTextAsync(person.Name);

        await browser.OpenPageAsync(new Uri(lms, "/dashboard"));
        await Expect(browser.Page).ToHaveURLAsync(dashboard.ToString());
        await browser.Find("#nav-logout").ClickAsync();
        await Expect(browser.Find("#nav-login")).ToBeVisibleAsync(); // the LMS's page after it
        await browser.OpenPageAsync(dashboard);
        await Expect(browser.Find("#nobody")).ToBeVisibleAsync();
    }

    private async Task IsKeptByBrowsersAsync(Uri dashboard)
    {
        var page = await miniature.Http.GetStringAsync(dashboard, Cancellation);
        var script = Script().Match(page).Groups[1].Value;
        using var answer = await miniature.Http.GetAsync(new Uri(dashboard, script), Cancellation);

        Assert.Equal(CacheControlHeaderValue.Parse("public, max-age=31536000, immutable"), answer.Headers.CacheControl);
        Assert.Equal("javascript", answer.Content.Headers.ContentType?.MediaType?.Split('/')[1]);
    }

    private async Task<Person> AddLearnerAsync()
    {
        await miniature.ImportDemoCourseAsync();
        var person = await Person.AddStaffAsync(miniature);
        await miniature.RunInAsync("lms", ["./manage.py", "lms", "enroll_user_in_course", "-e", person.Email, "-c", MiniatureStack.DemoCourse]);
        return person;
    }

    [GeneratedRegex("src=\"([^\"]+[.]js)\"")]
    private static partial Regex Script();
}
