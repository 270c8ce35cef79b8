using System.Text.RegularExpressions;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>What a running platform makes of a save: the new file is served, and nobody starts anything.</summary>
public sealed class SavingAFile(MiniatureStack miniature)
{
    private const string AskAWorker = "from openedx.core.djangoapps.heartbeat.tasks import sample_task; print('answer:', sample_task.delay().get(timeout=20))";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CodeOfARequestIsReloaded()
    {
        var heartbeat = new Uri(await LmsAsync(), "/heartbeat");

        await SaveAsync(
            "openedx/core/djangoapps/heartbeat/views.py",
            code => code.Replace("answer = {", "answer = {\"saved\": {\"status\": True, \"message\": \"\"}, **{", StringComparison.Ordinal).Replace("in results}\n", "in results}}\n", StringComparison.Ordinal),
            () => ContainsAsync(heartbeat, "saved"));
    }

    [Fact]
    public async Task CodeOfATaskIsReloadedByTheWorker()
    {
        await miniature.EnsureRunningAsync();

        await SaveAsync(
            "openedx/core/djangoapps/heartbeat/tasks.py",
            code => code.Replace("return True", "return \"saved\"", StringComparison.Ordinal),
            async () => (await miniature.ExecAsync("lms", "./manage.py", "lms", "shell", "-c", AskAWorker)).Text.Contains("answer: saved", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ATemplateIsServed()
    {
        var courses = new Uri(await LmsAsync(), "/courses");

        await SaveAsync(
            "lms/templates/courses.html",
            template => template.Replace("Courses at", "Saved courses at", StringComparison.Ordinal),
            () => ContainsAsync(courses, "Saved courses at"));
    }

    [Fact]
    public async Task AStyleSheetIsServed()
    {
        var page = await LmsAsync();
        var html = await miniature.Http.GetStringAsync(page, Cancellation);
        var sheet = new Uri(page, Regex.Match(html, "href=\"([^\"]*css/lms[^\"]*)\"").Groups[1].Value);

        await SaveAsync("lms/static/sass/lms.scss", sass => sass + "\n#saved { color: $brand; }\n", () => ContainsAsync(sheet, "#saved"));
    }

    [Fact]
    public async Task ASettingIsReadWithoutAStart()
    {
        var page = new Uri(await LmsAsync(), "/");
        var before = await miniature.ContainersAsync();

        await SaveAsync(Path.Combine(miniature.Folder, "devstack.yaml"), yaml => yaml + "platformName: The Saved Name\n", async () =>
        {
            // A worker has no page: its settings are asked for.
            var worker = await miniature.ExecAsync("lms-worker", "python", "-c", "import django.conf; print(django.conf.settings.PLATFORM_NAME)");
            return await ContainsAsync(page, "The Saved Name") && worker.Text.TrimEnd().EndsWith("The Saved Name", StringComparison.Ordinal);
        });

        Assert.Equal(before["lms"].Id, (await miniature.ContainersAsync())["lms"].Id);
    }

    [Fact]
    public async Task ABrokenFileIsShownAndTheNextGoodOneServed()
    {
        var heartbeat = new Uri(await LmsAsync(), "/heartbeat");

        await SaveAsync("lms/envs/common.py", code => code + "\nthis is no Python\n", async () =>
        {
            var lms = (await miniature.StatusAsync()).Resources.Single(resource => resource.Name == "lms");
            return !await AnswersAsync(heartbeat) && lms.Health == "Unhealthy";
        });

        var lines = await miniature.DevstackAsync("logs", "lms", "--since", "5m", "--grep", "this is no Python|SyntaxError");
        Assert.Contains("SyntaxError", lines.Output, StringComparison.Ordinal);
        await Eventually.GetAsync(() => AnswersAsync(heartbeat), answers => answers, Soon);
        await Eventually.GetAsync(
            async () => (await miniature.StatusAsync()).Resources.Single(resource => resource.Name == "lms").Health, health => health == "Healthy", Soon);
    }

    private async Task<Uri> LmsAsync() => MiniatureStack.UrlOf(await miniature.EnsureRunningAsync(), "LMS");

    /// <summary>Saves a file of the checkout, waits until that is seen, and the same for the file as it was.</summary>
    private async Task SaveAsync(string file, Func<string, string> change, Func<Task<bool>> isSeen)
    {
        var path = Path.Combine(miniature.Checkout, file);
        var original = await File.ReadAllTextAsync(path, Cancellation);
        var changed = change(original);
        Assert.NotEqual(original, changed);
        try
        {
            await File.WriteAllTextAsync(path, changed, Cancellation);
            await Eventually.GetAsync(isSeen, seen => seen, Soon);
        }
        finally
        {
            await File.WriteAllTextAsync(path, original, Cancellation);
        }

        await Eventually.GetAsync(isSeen, seen => !seen, Soon);
    }

    private async Task<bool> ContainsAsync(Uri url, string text)
    {
        using var answer = await miniature.Http.GetAsync(url, Cancellation);
        // Between two servers the proxy answers 502: neither the one nor the other.
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadAsStringAsync(Cancellation)).Contains(text, StringComparison.Ordinal)
            : await ContainsAsync(url, text);
    }

    private async Task<bool> AnswersAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, Cancellation);
        return answer.IsSuccessStatusCode;
    }
}
