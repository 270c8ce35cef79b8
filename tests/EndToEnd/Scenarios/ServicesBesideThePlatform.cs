using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Services beside LMS and Studio, over the wires that each has with the others.</summary>
public sealed class ServicesBesideThePlatform(EveryService services) : IClassFixture<EveryService>
{
    private const string Word = "larboard";

    // What the pages of a course do: the LMS says who reads, and Notes, another site, keeps what the reader writes.
    private const string WriteNote = """
        async ([course, text]) => {
            const token = await fetch(`/courses/${course}/edxnotes/token/`);
            const api = token.headers.get("X-Notes-Api");
            const shown = await token.text();
            const user = JSON.parse(atob(shown.split(".")[1].replaceAll("-", "+").replaceAll("_", "/"))).sub;
            const note = await fetch(`${api}/annotations/`, {
                method: "POST",
                headers: {"Content-Type": "application/json", "X-Annotator-Auth-Token": shown},
                body: JSON.stringify({
                    user, course_id: course, usage_id: "block-v1:Miniature+DemoX+2026+type@html+block@hull", quote: "a ship", text,
                    ranges: [{start: "/p[1]", startOffset: 0, end: "/p[1]", endOffset: 6}],
                }),
            });
            return `${api} ${note.status}`;
        }
        """;

    private readonly MiniatureStack _miniature = services.Miniature;

    [Theory]
    [InlineData("codejail")]
    [InlineData("notes")]
    [InlineData("xqueue")]
    [InlineData("discovery")]
    [InlineData("credentials")]
    [InlineData("ecommerce")]
    [InlineData("ecommerce-worker")]
    public async Task EachPassesItsOwnTests(string service) => await _miniature.RunInAsync(service, ["python", "-m", "pytest", "--quiet"]);

    [Fact]
    public async Task ALearnersNoteIsKeptAndFound()
    {
        var person = await Person.AddStaffAsync(_miniature);

        await using var browser = await Browser.OpenAsync("notes");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            var written = await browser.Page.EvaluateAsync<string>(WriteNote, new[] { MiniatureStack.DemoCourse, $"mind the {Word} side" });
            Assert.Equal($"{services.Url("Notes")}api/v1 201", written);

            // The LMS asks Notes, and Notes the search engine, which indexes in its own time.
            var found = await Eventually.GetAsync(
                () => SearchAsync(browser, Word), answer => answer.TryGetProperty("count", out var count) && count.GetInt32() > 0, TimeSpan.FromMinutes(1));
            Assert.Contains(Word, found.GetProperty("results")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, (await SearchAsync(browser, "starboard")).GetProperty("count").GetInt32());
        });
    }

    [Fact]
    public async Task AnAnswerIsGradedOutsideAndComesBack()
    {
        var person = await Person.AddStaffAsync(_miniature);

        await using var browser = await Browser.OpenAsync("grading");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await EnrolAsync(browser);

            await AnswerAsync(browser, "74 - 5");
            await Expect(browser.Find("#mast_height .result")).ToContainTextAsync("Incorrect. That makes 69.");

            await AnswerAsync(browser, "74 - 2 * 5");
            await Expect(browser.Find("#mast_height .result")).ToContainTextAsync("Correct. That makes 64.");
            await Expect(browser.Find("#mast_height .done")).ToBeVisibleAsync();
            await browser.ScreenshotAsync("graded");
        });
    }

    [Fact]
    public async Task TheCatalogueHasTheCoursesOfTheLms()
    {
        var person = await Person.AddStaffAsync(_miniature);
        await RefreshCatalogueAsync();

        await using var browser = await Browser.OpenAsync("discovery");
        await browser.FollowAsync(async () =>
        {
            // The catalogue has no accounts of its own: it asks the LMS, which asks the person.
            await browser.OpenPageAsync(services.Url("Course Discovery"));
            await person.FillInAsync(browser);
            await Expect(browser.Find("#username")).ToHaveTextAsync(person.Name);
            await Expect(browser.Find($"[data-key='{MiniatureStack.DemoCourse}'] h2")).ToHaveTextAsync("A Course in Miniature");

            await browser.Find("#search-input").FillAsync("submarines");
            await browser.Find("#search-submit").ClickAsync();
            await Expect(browser.Find("#count")).ToHaveTextAsync("0 course runs");
            await browser.Find("#search-input").FillAsync("miniature");
            await browser.Find("#search-submit").ClickAsync();
            await Expect(browser.Find("#count")).ToHaveTextAsync("1 course run");
            await browser.ScreenshotAsync("found");
        });
    }

    [Fact]
    public async Task WhoPassesGetsACredential()
    {
        var person = await Person.AddStaffAsync(_miniature);
        await RefreshCatalogueAsync();
        await _miniature.RunInAsync("credentials", ["./manage.py", "copy_catalog"]);

        await using var browser = await Browser.OpenAsync("credentials");
        await browser.FollowAsync(async () =>
        {
            // The first thing that somebody sees of Credentials is the LMS's login.
            await browser.OpenPageAsync(services.Url("Credentials", "/records/"));
            await person.FillInAsync(browser);
            await Expect(browser.Find("#no-records")).ToBeVisibleAsync();

            await EnrolAsync(browser);
            foreach (var block in new[] { "clear_glass", "cork", "hull", "hull_width" })
            {
                await browser.Find($"#done-{block}").ClickAsync();
                await Expect(browser.Find($"#{block} .done")).ToBeVisibleAsync();
            }

            // Half of it is enough to pass. A worker of the LMS tells Credentials.
            await browser.OpenPageAsync(services.Url("LMS", $"/courses/{MiniatureStack.DemoCourse}/progress"));
            await browser.Find("#records-link").ClickAsync();
            await Eventually.GetAsync(
                async () =>
                {
                    await browser.Page.ReloadAsync();
                    return await browser.Find(".credential").CountAsync();
                },
                count => count == 1,
                TimeSpan.FromMinutes(1));
            await browser.Find(".credential a").ClickAsync();
            await Expect(browser.Find("#recipient")).ToHaveTextAsync(person.Name);
            await Expect(browser.Find("#course")).ToHaveTextAsync("A Course in Miniature");
            await browser.ScreenshotAsync("certificate");

            // Who logs out of the LMS is logged out here, too.
            await browser.OpenPageAsync(services.Url("LMS", "/logout"));
            await Eventually.GetAsync(
                async () =>
                {
                    await browser.OpenPageAsync(services.Url("Credentials", "/records/"));
                    return await browser.Find("#login-username").CountAsync();
                },
                count => count == 1,
                TimeSpan.FromMinutes(1));
        });
    }

    // As the command Run of discovery-refresh on the dashboard does it; the first start had no course yet.
    private Task RefreshCatalogueAsync() => _miniature.RunInAsync(
        "discovery", ["sh", "-euc", "./manage.py refresh_course_metadata --partner_code=openedx; ./manage.py update_index --disable-change-limit"]);

    private async Task EnrolAsync(Browser browser)
    {
        await browser.OpenPageAsync(services.Url("LMS", $"/courses/{MiniatureStack.DemoCourse}/about"));
        await browser.Find("#enroll").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync("A Course in Miniature");
    }

    // LMS, XQueue, its consumer, the grader, and back: the page says that it waits until then.
    private static async Task AnswerAsync(Browser browser, string text)
    {
        await browser.Find("#mast_height textarea").FillAsync(text);
        await browser.Find("#mast_height .check").ClickAsync();
        await Expect(browser.Find("#mast_height textarea")).ToHaveValueAsync(text);
        await Eventually.GetAsync(
            async () =>
            {
                await browser.Page.ReloadAsync();
                return await browser.Find("#mast_height .queued").CountAsync();
            },
            waiting => waiting == 0,
            TimeSpan.FromMinutes(1));
    }

    private static async Task<JsonElement> SearchAsync(Browser browser, string word) => (await browser.Page.EvaluateAsync<JsonElement?>(
        "async ([course, text]) => await (await fetch(`/courses/${course}/edxnotes/search/?text=${text}`)).json()",
        new[] { MiniatureStack.DemoCourse, word }))!.Value;
}
