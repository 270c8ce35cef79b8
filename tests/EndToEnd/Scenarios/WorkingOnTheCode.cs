using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

public sealed class WorkingOnTheCode(MiniatureStack miniature)
{
    private const string RemoteRoot = "/openedx/edx-platform";
    private const string Heartbeat = "openedx/core/djangoapps/heartbeat/views.py";

    [Fact]
    public async Task AnEditIsServedAfterTheReload()
    {
        var status = await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Checkout, Heartbeat);
        var original = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat");

        try
        {
            await File.WriteAllTextAsync(file, original.Replace("JsonResponse(", "EditedResponse(", StringComparison.Ordinal) + """


                class EditedResponse(JsonResponse):
                    def __init__(self, *arguments, **options):
                        super().__init__(*arguments, **options)
                        self["X-Edited"] = "yes"
                """, TestContext.Current.CancellationToken);

            await Eventually.GetAsync(() => HeaderAsync(url), edited => edited, TimeSpan.FromMinutes(1));
        }
        finally
        {
            await File.WriteAllTextAsync(file, original, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => HeaderAsync(url), edited => !edited, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ABrokenSaveIsSurvived()
    {
        var status = await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Checkout, "lms/envs/common.py");
        var original = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat");

        await File.WriteAllTextAsync(file, original + "\nthis is no Python\n", TestContext.Current.CancellationToken);
        await Eventually.GetAsync(() => AnswersAsync(url), answers => !answers, TimeSpan.FromMinutes(1));
        await File.WriteAllTextAsync(file, original, TestContext.Current.CancellationToken);

        await Eventually.GetAsync(() => AnswersAsync(url), answers => answers, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ASavedStyleSheetIsServed()
    {
        var status = await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Checkout, "lms/static/sass/lms.scss");
        var original = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var page = MiniatureStack.UrlOf(status, "LMS");
        var html = await miniature.Http.GetStringAsync(page, TestContext.Current.CancellationToken);
        var sheet = new Uri(page, System.Text.RegularExpressions.Regex.Match(html, "href=\"([^\"]*css/lms[^\"]*)\"").Groups[1].Value);
        try
        {
            await File.WriteAllTextAsync(file, original + "\n#saved { color: $brand; }\n", TestContext.Current.CancellationToken);

            await Eventually.GetAsync(() => ContainsAsync(sheet, "#saved"), contains => contains, TimeSpan.FromMinutes(1));
        }
        finally
        {
            await File.WriteAllTextAsync(file, original, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => ContainsAsync(sheet, "#saved"), contains => !contains, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task AChangedSettingIsReadWithoutAStart()
    {
        var status = await miniature.EnsureRunningAsync();
        var file = Path.Combine(miniature.Folder, "devstack.yaml");
        var original = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/");
        var before = await miniature.ContainersAsync();

        try
        {
            await File.WriteAllTextAsync(file, original + "platformName: The Saved Name\n", TestContext.Current.CancellationToken);

            await Eventually.GetAsync(() => ContainsAsync(url, "The Saved Name"), contains => contains, TimeSpan.FromMinutes(1));
            // A worker has no page: its settings are asked for.
            var worker = await miniature.ExecAsync("lms-worker", "python", "-c", "import django.conf; print(django.conf.settings.PLATFORM_NAME)");
            Assert.Equal("The Saved Name", worker.Text.Split('\n')[^1].Trim());
            Assert.Equal(before["lms"].Id, (await miniature.ContainersAsync())["lms"].Id);
        }
        finally
        {
            await File.WriteAllTextAsync(file, original, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => ContainsAsync(url, "The Saved Name"), contains => !contains, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task ADebuggerStopsAtABreakpointInTheLms()
    {
        var status = await miniature.EnsureRunningAsync();
        var lines = await File.ReadAllLinesAsync(Path.Combine(miniature.Checkout, Heartbeat), TestContext.Current.CancellationToken);
        var line = Array.FindIndex(lines, text => text.Contains("answer = {", StringComparison.Ordinal)) + 1;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));

        using var client = new DebugAdapterClient();
        await client.AttachAsync(await DebuggerPortAsync(), miniature.Checkout, RemoteRoot, limit.Token);
        var verified = await client.SetBreakpointAsync(Path.Combine(miniature.Checkout, Heartbeat), line, limit.Token);
        var request = miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat"), limit.Token);
        var stop = await client.WaitForStopAsync(limit.Token);
        var answer = await request;

        Assert.True(verified);
        Assert.Equal((Path.Combine(miniature.Checkout, Heartbeat), line), stop);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task TheCheckoutHasWhatTheImageHasMade()
    {
        await miniature.EnsureRunningAsync();

        var plugins = await miniature.ExecAsync("lms", "python", "-c", "import importlib.metadata as m; print(*m.entry_points(group='lms.djangoapp').names)");
        var styles = await miniature.ExecAsync("lms", "ls", "lms/static/css");

        Assert.Equal("announcements", plugins.Text.Trim());
        Assert.Contains(".css", styles.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheCheckoutStaysClean()
    {
        await miniature.EnsureRunningAsync();

        var strangers = await MiniatureStack.ExecuteAsync("find", miniature.Checkout, "!", "-user", "1000");
        var compiled = await MiniatureStack.ExecuteAsync("find", miniature.Checkout, "-name", "__pycache__");

        Assert.Equal(("", ""), (strangers, compiled));
    }

    // "127.0.0.1:5678"
    private async Task<int> DebuggerPortAsync() =>
        int.Parse((await MiniatureStack.ExecuteAsync("docker", "port", miniature.Stack.ContainerName("lms"), "5678/tcp")).Split(':')[^1]);

    private async Task<bool> HeaderAsync(Uri url)
    {
        try
        {
            using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode ? answer.Headers.Contains("X-Edited") : throw new HttpRequestException($"{answer.StatusCode}");
        }
        catch (HttpRequestException)
        {
            // Between two servers the proxy answers 502: neither edited nor not.
            return await HeaderAsync(url);
        }
    }

    private async Task<bool> ContainsAsync(Uri url, string text)
    {
        using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
        // Between two servers the proxy answers 502: neither the one nor the other.
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains(text, StringComparison.Ordinal)
            : await ContainsAsync(url, text);
    }

    private async Task<bool> AnswersAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
