using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Services beside LMS and Studio, over the wires that each has with the others.</summary>
public sealed class ServicesBesideThePlatform(MiniatureStack miniature) : IAsyncLifetime
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

    private string Configuration => Path.Combine(miniature.Folder, "devstack.yaml");

    private string _original = "";

    public async ValueTask InitializeAsync()
    {
        _original = await File.ReadAllTextAsync(Configuration, TestContext.Current.CancellationToken);
        await miniature.DevstackAsync("stop");
        await File.WriteAllTextAsync(Configuration, $"{_original}services:\n  notes: true\n", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await miniature.DevstackAsync("stop");
        await File.WriteAllTextAsync(Configuration, _original, CancellationToken.None);
    }

    [Fact]
    public async Task ALearnersNoteIsKeptAndFound()
    {
        var status = await miniature.EnsureRunningAsync();
        var person = await Person.AddStaffAsync(miniature);
        await miniature.ImportDemoCourseAsync();

        await using var browser = await Browser.OpenAsync("notes");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, MiniatureStack.UrlOf(status, "LMS"));
            var written = await browser.Page.EvaluateAsync<string>(WriteNote, new[] { MiniatureStack.DemoCourse, $"mind the {Word} side" });
            Assert.Equal($"{MiniatureStack.UrlOf(status, "Notes")}api/v1 201", written);

            // The LMS asks Notes, and Notes the search engine, which indexes in its own time.
            var found = await Eventually.GetAsync(
                () => SearchAsync(browser, Word), answer => answer.TryGetProperty("count", out var count) && count.GetInt32() > 0, TimeSpan.FromMinutes(1));
            Assert.Contains(Word, found.GetProperty("results")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
            Assert.Equal(0, (await SearchAsync(browser, "starboard")).GetProperty("count").GetInt32());
        });

        await miniature.RunInAsync("notes", ["python", "-m", "pytest", "--quiet"]);
    }

    private static async Task<JsonElement> SearchAsync(Browser browser, string word) => (await browser.Page.EvaluateAsync<JsonElement?>(
        "async ([course, text]) => await (await fetch(`/courses/${course}/edxnotes/search/?text=${text}`)).json()",
        new[] { MiniatureStack.DemoCourse, word }))!.Value;
}
