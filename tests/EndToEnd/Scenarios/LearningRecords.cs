using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>What learners do is sent to a learning record store of one's own.</summary>
public sealed class LearningRecords(MiniatureStack miniature) : IAsyncLifetime
{
    private const string Course = MiniatureStack.DemoCourse;
    private const string Registered = "http://adlnet.gov/expapi/verbs/registered";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private readonly LearningRecordStore _store = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await miniature.ConfigureAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task ArriveAtTheStoreHoweverLongItIsAway()
    {
        // Seconds instead of minutes between tries.
        await miniature.ConfigureAsync($$"""
            external:
              lrs: {url: '{{_store.Url}}', user: {{LearningRecordStore.User}}}
            settings:
              lms: {EVENT_ROUTING_BACKEND_COUNTDOWN: 2}
            """);
        var lms = await StartAsync(_store.Password);
        await miniature.ImportDemoCourseAsync();
        var person = await Person.AddStaffAsync(miniature);

        await using var browser = await Browser.OpenAsync("learning-records");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, lms);
            await EnrolAsync(browser, lms);
            var statement = await ArrivesAsync(Registered);
            Assert.Equal($"{lms.GetLeftPart(UriPartial.Authority)}/course/{Course}", statement.GetProperty("object").GetProperty("id").GetString());
            Assert.DoesNotContain(person.Name, statement.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(person.Email, statement.GetRawText(), StringComparison.Ordinal);

            // Down: pages are as fast as ever, and nothing is lost.
            _store.IsDown = true;
            await LeaveAsync(browser, lms);
            var asked = _store.Asked;
            await Eventually.GetAsync(() => Task.FromResult(_store.Asked), count => count > asked + 1, Soon);
            Assert.Single(_store.Statements);
            _store.IsDown = false;
            await ArrivesAsync("http://id.tincanapi.com/verb/unregistered");
        });

        await WithAnotherPasswordAsync(lms, person);
    }

    // It isn't the store's, which takes nothing; and nobody reads it in a log.
    private async Task WithAnotherPasswordAsync(Uri lms, Person person)
    {
        await miniature.DevstackAsync("stop");
        await StartAsync("not the store's");
        var (statements, refused) = (_store.Statements.Count, _store.Refused);

        await using var browser = await Browser.OpenAsync("learning-records-refused");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, lms);
            await EnrolAsync(browser, lms);
            await Eventually.GetAsync(() => Task.FromResult(_store.Refused), count => count > refused, Soon);
            Assert.Equal(statements, _store.Statements.Count);
        });

        var log = await MiniatureStack.ExecuteAsync("sh", "-c", $"docker logs {miniature.Stack.ContainerName("lms-worker")} 2>&1");
        Assert.Contains("answered 401", log, StringComparison.Ordinal);
        Assert.DoesNotContain("not the store's", log, StringComparison.Ordinal);
        Assert.DoesNotContain(_store.Password, log, StringComparison.Ordinal);
    }

    private async Task<Uri> StartAsync(string password)
    {
        var started = await Launcher.RunAsync(
            miniature.Folder, new Dictionary<string, string?> { ["Parameters__external_lrs_password"] = password }, "run", "--detach", "--wait", "--yes");
        Assert.True(started.ExitCode == 0, started.ToString());
        return MiniatureStack.UrlOf(await miniature.StatusAsync(), "LMS");
    }

    private Task<JsonElement> ArrivesAsync(string verb) => Eventually.GetAsync(
        () => Task.FromResult(_store.Statements.FirstOrDefault(statement => statement.GetProperty("verb").GetProperty("id").GetString() == verb)),
        statement => statement.ValueKind is JsonValueKind.Object,
        Soon);

    private static async Task EnrolAsync(Browser browser, Uri lms)
    {
        await browser.OpenPageAsync(new Uri(lms, $"/courses/{Course}/about"));
        await browser.Find("#enroll").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync("A Course in Miniature");
    }

    private static async Task LeaveAsync(Browser browser, Uri lms)
    {
        await browser.OpenPageAsync(new Uri(lms, "/dashboard"));
        await browser.Find($"[data-course-id='{Course}'] .unenroll").ClickAsync();
        await Expect(browser.Find("#no-enrollments")).ToBeVisibleAsync();
    }
}
