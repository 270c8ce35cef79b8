using Devstack.EndToEnd.Harness;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Snapshots and resets with all services on: what they keep, and what the LMS keeps for them.</summary>
public sealed class TheDataOfServices(EveryService services) : IClassFixture<EveryService>
{
    private const string Count = "from notesapi.v1.models import Note; print('notes:', Note.objects.count())";
    private const string Write = "from notesapi.v1.models import Note; Note.objects.create(user_id='u', course_id='c', usage_id='b', quote='q', text='t', ranges='[]')";

    private const string Snapshot = "services";

    private readonly MiniatureStack _miniature = services.Miniature;

    [Fact]
    public async Task ASnapshotHoldsAllOfItAndComesBackWhole()
    {
        await _miniature.EnsureRunningAsync();
        try
        {
            await SaveChangeAndLoadAsync();
            await LoadWithAVolumeThatCameLaterAsync();
        }
        finally
        {
            await _miniature.DevstackAsync("snapshot", "remove", Snapshot, "--yes");
        }
    }

    [Fact]
    public async Task AServicesDatabaseIsResetAlone()
    {
        await _miniature.EnsureRunningAsync();
        await WriteNoteAsync();
        var person = await Person.AddStaffAsync(_miniature);

        var reset = await _miniature.DevstackAsync("db", "reset", "notes", "--yes");

        Assert.True(reset.ExitCode == 0, reset.ToString());
        Assert.Equal("notes: 0", await NotesAsync());
        await WriteNoteAsync();
        Assert.Equal("notes: 1", await NotesAsync());
        var users = await _miniature.DevstackAsync("db", "mysql", "--skip-column-names", "--execute", $"SELECT username FROM auth_user WHERE username = '{person.Name}'");
        Assert.Equal(person.Name, users.Output.Trim());
    }

    [Fact]
    public async Task AfterAResetOfThePlatformsDatabasePeopleLogInToServicesAgain()
    {
        await _miniature.EnsureRunningAsync();

        var reset = await _miniature.DevstackAsync("db", "reset", "mysql", "--yes");

        Assert.True(reset.ExitCode == 0, reset.ToString());
        var person = await Person.AddStaffAsync(_miniature);
        await using var browser = await Browser.OpenAsync("after-a-reset");
        await browser.FollowAsync(async () =>
        {
            await browser.OpenPageAsync(services.Url("Course Discovery"));
            await person.FillInAsync(browser);
            await Expect(browser.Find("#username")).ToHaveTextAsync(person.Name);
        });
    }

    private async Task SaveChangeAndLoadAsync()
    {
        await WriteNoteAsync();
        var before = await NotesAsync();
        var saved = await _miniature.DevstackAsync("snapshot", "save", Snapshot);
        Assert.True(saved.ExitCode == 0, saved.ToString());
        await WriteNoteAsync();
        Assert.NotEqual(before, await NotesAsync());

        var loaded = await LoadAsync();

        Assert.Equal(Hashes(saved), Hashes(loaded));
        Assert.Contains(Hashes(saved), line => line.Contains("-elasticsearch-data", StringComparison.Ordinal));
        // The checkout's: what a job or the image can make again.
        Assert.DoesNotContain(Hashes(saved), line => line.Contains("-made-", StringComparison.Ordinal) || line.Contains("-packages", StringComparison.Ordinal));
        Assert.Equal(before, await Eventually.GetAsync(NotesAsync, text => text.StartsWith("notes:", StringComparison.Ordinal), TimeSpan.FromMinutes(2)));
        // Frozen or stopped meanwhile, all of it goes on.
        Assert.DoesNotContain((await _miniature.ContainersAsync()).Values, container => container.Status is "paused");
    }

    private async Task LoadWithAVolumeThatCameLaterAsync()
    {
        var later = $"{_miniature.Stack.Name}-later";
        await MiniatureStack.ExecuteAsync("docker", "volume", "create", "--label", $"devstack.stack={_miniature.Stack.Name}", later);
        try
        {
            var loaded = await LoadAsync();
            Assert.Contains($"{later} isn't in the snapshot, which is older: it stays as it is.", loaded.Output, StringComparison.Ordinal);
        }
        finally
        {
            await MiniatureStack.ExecuteAsync("docker", "volume", "rm", later);
        }
    }

    private async Task<Outcome> LoadAsync()
    {
        var loaded = await _miniature.DevstackAsync("snapshot", "load", Snapshot, "--yes");
        Assert.True(loaded.ExitCode == 0, loaded.ToString());
        return loaded;
    }

    private static string[] Hashes(Outcome outcome) =>
        [.. outcome.Output.Split('\n').Where(line => line.Contains("sha256:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private Task WriteNoteAsync() => _miniature.RunInAsync("notes", ["./manage.py", "shell", "-c", Write]);

    private async Task<string> NotesAsync() => (await _miniature.ExecAsync("notes", "./manage.py", "shell", "-c", Count)).Text.Split('\n')[^1].Trim();
}
