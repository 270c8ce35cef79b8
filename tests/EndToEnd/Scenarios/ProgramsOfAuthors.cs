using System.Text;
using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Python that course authors write: it judges answers in codejail, and gets nowhere else.</summary>
public sealed class ProgramsOfAuthors(EveryService services) : IClassFixture<EveryService>
{
    private const string Problem = "thread_length";

    private readonly MiniatureStack _miniature = services.Miniature;

    [Fact]
    public async Task JudgeWhatLearnersAnswer()
    {
        var person = await Person.AddStaffAsync(_miniature);

        await using var browser = await Browser.OpenAsync("codejail");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await EnrolAsync(browser);

            await AnswerAsync(browser, "290");
            await Expect(Result(browser)).ToContainTextAsync("Incorrect. That is 6 millimetres too short.");
            await AnswerAsync(browser, "300");
            await Expect(Result(browser)).ToContainTextAsync("Correct. It reaches.");
            await Expect(browser.Find($"#{Problem} .done")).ToBeVisibleAsync();
            await browser.ScreenshotAsync("judged");
        });
    }

    [Fact]
    public async Task AreTriedInStudioAndSayWhatIsWrongWithThem()
    {
        var person = await Person.AddStaffAsync(_miniature);

        await using var browser = await Browser.OpenAsync("codejail-author");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await browser.Find("#nav-studio").ClickAsync();
            await Expect(browser.Find("#nav-username")).ToHaveTextAsync(person.Name);

            await WriteAsync(browser, "    return mast == answer");
            await TryAsync(browser, "NameError: name 'mast' is not defined");
            await Expect(browser.Find("#try-form .details")).ToContainTextAsync("in judge");
            await browser.ScreenshotAsync("error");

            // Another service of the stack, an address outside, the service's own secrets, another program.
            await WriteAsync(browser, "    import socket; socket.create_connection(('mysql', 3306))");
            await TryAsync(browser, "ended with an error");
            await WriteAsync(browser, "    import socket; socket.create_connection(('10.0.0.1', 80))");
            await TryAsync(browser, "Permission denied");
            await WriteAsync(browser, "    import os; return os.listdir('/run/secrets')");
            await TryAsync(browser, "Permission denied");
            await WriteAsync(browser, "    import subprocess; return subprocess.check_output(['id'])");
            await TryAsync(browser, "Permission denied");
            await WriteAsync(browser, "    while True: pass");
            await TryAsync(browser, "Couldn't execute jailed code");

            await WriteAsync(browser, "    return answer == expect");
            await TryAsync(browser, "Correct.", "296");
            await browser.ScreenshotAsync("tried");
        });
    }

    [Fact]
    public async Task HaveAServiceThatReachesNothing()
    {
        await _miniature.EnsureRunningAsync();

        var answer = await CallAsync("import socket\nsocket.create_connection(('127.0.0.1', 8550))");
        var log = await MiniatureStack.ExecuteAsync("sh", "-c", $"docker logs {_miniature.Stack.ContainerName("codejail")} 2>&1");

        Assert.Contains("PermissionError", answer.GetProperty("emsg").GetString(), StringComparison.Ordinal);
        // Not even its web server does, whatever gets the better of the sandbox.
        Assert.Contains("Startup check \"the service's own network\" passed", log, StringComparison.Ordinal);
    }

    // As the LMS asks, from its container: nobody else's way leads there.
    private async Task<JsonElement> CallAsync(string code)
    {
        const string Program = "import json, requests, sys; print(requests.post('http://codejail:8550/api/v0/code-exec', data={'payload': json.dumps({'code': sys.argv[1], 'globals_dict': {}})}).text)";
        var output = await _miniature.ExecAsync("lms", "python", "-c", Program, code);
        return JsonDocument.Parse(Encoding.UTF8.GetBytes(output.Text.Trim().Split('\n')[^1])).RootElement;
    }

    private async Task EnrolAsync(Browser browser)
    {
        await browser.OpenPageAsync(services.Url("LMS", $"/courses/{MiniatureStack.DemoCourse}/about"));
        await browser.Find("#enroll").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync("A Course in Miniature");
    }

    private static async Task AnswerAsync(Browser browser, string text)
    {
        await browser.Find($"#{Problem} input[name=answer]").FillAsync(text);
        await browser.Find($"#{Problem} .check").ClickAsync();
        await Expect(browser.Find($"#{Problem} input[name=answer]")).ToHaveValueAsync(text);
    }

    private static ILocator Result(Browser browser) => browser.Find($"#{Problem} .result");

    private async Task WriteAsync(Browser browser, string body)
    {
        await browser.OpenPageAsync(services.Url("Studio", $"/course/{MiniatureStack.DemoCourse}/block/{Problem}"));
        await browser.Find("#edit-data").FillAsync(
            $"<p>How long?</p><script type=\"loncapa/python\">def judge(expect, answer):\n{body}\n</script><customresponse cfn=\"judge\" expect=\"296\"><textline/></customresponse>");
        // A draft: learners go on with what is published.
        await browser.Find("#save-draft").ClickAsync();
        await Expect(browser.Find("#outline")).ToBeVisibleAsync();
    }

    private async Task TryAsync(Browser browser, string expected, string answer = "1")
    {
        await browser.OpenPageAsync(services.Url("Studio", $"/course/{MiniatureStack.DemoCourse}/block/{Problem}"));
        await browser.Find("#try-answer").FillAsync(answer);
        await browser.Find("#try-submit").ClickAsync();
        await Expect(browser.Find("#try-form .result")).ToContainTextAsync(expected);
    }
}
