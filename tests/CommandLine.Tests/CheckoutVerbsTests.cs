using CliWrap;
using CliWrap.Buffered;
using Devstack.CommandLine.Shells;
using Xunit;

namespace Devstack.CommandLine.Tests;

public sealed class CheckoutVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-checkouts-").FullName;

    private string Config => Path.Combine(_folder, "devstack.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AnXBlockIsAddedListedAndRemovedAndTheFilesCommentsStay()
    {
        await File.WriteAllTextAsync(Config, "# ours\nplatformName: Somewhere # keep\n", TestContext.Current.CancellationToken);
        Make("my-xblock/setup.py");

        var added = await RunAsync("add", Path.Combine(_folder, "my-xblock"));
        var again = await RunAsync("add", Path.Combine(_folder, "my-xblock"));
        var list = await RunAsync("list");
        var text = await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken);
        var removed = await RunAsync("remove", Path.Combine(_folder, "my-xblock"));
        var twice = await RunAsync("remove", Path.Combine(_folder, "my-xblock"));

        Assert.Equal((0, 0, 0, 0, 2), (added.ExitCode, again.ExitCode, list.ExitCode, removed.ExitCode, twice.ExitCode));
        Assert.Contains("mounted at /openedx/checkouts/my-xblock", added.Output, StringComparison.Ordinal);
        Assert.StartsWith("# ours\nplatformName: Somewhere # keep\n", text, StringComparison.Ordinal);
        Assert.Single(text.Split("my-xblock")[1..]);
        Assert.StartsWith("package", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("my-xblock", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatNoServiceRunsIsRefusedWithWhatWouldDo()
    {
        Make("notes/readme.txt");

        var run = await RunAsync("add", Path.Combine(_folder, "notes"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("neither lms/, cms/ and manage.py", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Config));
    }

    [Fact]
    public async Task AForkBesideTheFolderIsOffered()
    {
        Make("edx-platform/lms/x", "edx-platform/cms/x", "edx-platform/manage.py");
        await File.WriteAllTextAsync(Config, "platformName: Somewhere\n", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(Path.Combine(_folder, "edx-platform/.git"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "edx-platform/.git/config"), "[remote \"origin\"]\n\turl = git@github.com:someone/edx-platform.git\n", TestContext.Current.CancellationToken);

        var list = await RunAsync("list");

        Assert.Equal((0, ""), (list.ExitCode, list.Output));
        Assert.StartsWith($"There is also {Path.Combine(_folder, "edx-platform")}", list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMicroFrontendIsAddedAndListedByItsName()
    {
        Make("my-fork/.git/x");
        await File.WriteAllTextAsync(Path.Combine(_folder, "my-fork/package.json"), """{"name": "@edx/frontend-app-learning"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Config, "release: verawood\n", TestContext.Current.CancellationToken);

        var added = await RunAsync("add", Path.Combine(_folder, "my-fork"));
        var list = await RunAsync("list");

        Assert.Equal((0, $"{Path.Combine(_folder, "my-fork")} (micro-frontend learning) is mounted at /openedx/checkouts/my-fork from the next ./devstack run on.\n"), (added.ExitCode, added.Output));
        Assert.StartsWith("micro-frontend learning  ", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMicroFrontendThatIsOffIsAddedWithAWordOfIt()
    {
        Make("dashboard/x");
        await File.WriteAllTextAsync(Path.Combine(_folder, "dashboard/package.json"), """{"name": "@miniature/frontend-app-learner-dashboard"}""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Config, "release: miniature\n", TestContext.Current.CancellationToken);

        var added = await RunAsync("add", Path.Combine(_folder, "dashboard"));

        Assert.Equal(0, added.ExitCode);
        Assert.Contains("services: {mfe: true}", added.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMicroFrontendOfNoReleaseIsRefusedWithThoseThatThereAre()
    {
        Make("frontend-app-nobody/package.json");
        await File.WriteAllTextAsync(Config, "release: verawood\n", TestContext.Current.CancellationToken);

        var run = await RunAsync("add", Path.Combine(_folder, "frontend-app-nobody"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is no micro-frontend of verawood", run.Error, StringComparison.Ordinal);
        Assert.Contains("frontend-app-account, ", run.Error, StringComparison.Ordinal);
        Assert.Equal("release: verawood\n", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AServiceIsNamedWithThePlaceWhereItRuns()
    {
        Make("my-notes/manage.py", "my-notes/notesserver/settings/common.py");
        await WriteConfigAsync("release: verawood\nservices: {notes: true}\n");

        var added = await RunAsync("add", Path.Combine(_folder, "my-notes"));
        var list = await RunAsync("list");

        Assert.Equal((0, ""), (added.ExitCode, added.Error));
        Assert.Equal($"{Path.Combine(_folder, "my-notes")} (service notes) is mounted at /app/edx-notes-api from the next ./devstack run on.\n", added.Output);
        Assert.StartsWith("service notes  ", list.Output, StringComparison.Ordinal);
        Assert.EndsWith("/app/edx-notes-api\n", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServiceThatIsOffIsAddedWithAWordOfIt()
    {
        Make("course-discovery/manage.py", "course-discovery/course_discovery/x");
        await WriteConfigAsync("release: verawood\n");

        var added = await RunAsync("add", Path.Combine(_folder, "course-discovery"));
        var list = await RunAsync("list");

        Assert.Equal((0, 0), (added.ExitCode, list.ExitCode));
        Assert.Contains("services: {discovery: true}", added.Error, StringComparison.Ordinal);
        Assert.Equal(added.Error, list.Error);
    }

    [Fact]
    public async Task ASecondCheckoutOfAServiceIsAddedWithAWordOfIt()
    {
        Make("one/manage.py", "one/xqueue/x", "two/manage.py", "two/xqueue/x");
        await WriteConfigAsync("release: miniature\nservices: {xqueue: true}\n");

        await RunAsync("add", Path.Combine(_folder, "one"));
        var second = await RunAsync("add", Path.Combine(_folder, "two"));

        Assert.Equal(0, second.ExitCode);
        Assert.StartsWith($"{Path.Combine(_folder, "two")} isn't run: {Path.Combine(_folder, "one")} is XQueue, too", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release: verawood\n", "strange/settings.py", "is no service that Devstack knows")]
    [InlineData("release: verawood\n", "ecommerce/x", "is Ecommerce, which 'verawood' hasn't got. It is in: ")]
    public async Task AServiceThatNothingWouldRunIsRefused(string configuration, string file, string error)
    {
        Make("service/manage.py", $"service/{file}");
        await WriteConfigAsync(configuration);

        var run = await RunAsync("add", Path.Combine(_folder, "service"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Equal(configuration, await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task APackageOfOneServiceIsAddedListedAndRemoved()
    {
        Make("client/setup.py");
        await WriteConfigAsync("release: verawood\nservices: {discovery: true}\n");

        var added = await RunAsync("add", Path.Combine(_folder, "client"), "--service", "discovery");
        var again = await RunAsync("add", Path.Combine(_folder, "client"), "--service", "discovery");
        var list = await RunAsync("list");
        var text = await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken);
        var removed = await RunAsync("remove", Path.Combine(_folder, "client"));

        Assert.Equal((0, 0, 0, 0), (added.ExitCode, again.ExitCode, list.ExitCode, removed.ExitCode));
        Assert.Equal($"{Path.Combine(_folder, "client")} (package of discovery) is mounted at /openedx/checkouts/client in discovery alone from the next ./devstack run on.\n", added.Output);
        Assert.StartsWith("package of discovery  ", list.Output, StringComparison.Ordinal);
        Assert.Contains("servicePackages:\n  discovery: ['client']", text, StringComparison.Ordinal);
        Assert.DoesNotContain("'client'", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client", "lms", 2, "There is no service 'lms' that runs packages of its own. There are: notes, ")]
    [InlineData("client", "ecommerce", 1, "'ecommerce' is Ecommerce, which 'verawood' hasn't got.")]
    [InlineData("theme", "notes", 2, "is no Python package")]
    public async Task APackageThatNoServiceWouldRunIsRefused(string folder, string service, int exitCode, string error)
    {
        Make("client/setup.py", "theme/lms/templates/x");
        await WriteConfigAsync("release: verawood\n");

        var run = await RunAsync("add", Path.Combine(_folder, folder), "--service", service);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.Equal("release: verawood\n", await File.ReadAllTextAsync(Config, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("edx-notes-api", "manage.py", "notesserver/x")]
    [InlineData("frontend-app-learning", "package.json")]
    public async Task AForkOfAServiceOrMicroFrontendIsOffered(string repository, params string[] files)
    {
        Make([.. files.Select(file => $"fork/{file}")]);
        await WriteConfigAsync("release: verawood\n");
        if (repository.StartsWith("frontend", StringComparison.Ordinal))
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "fork/package.json"), $$"""{"name": "@openedx/{{repository}}"}""", TestContext.Current.CancellationToken);
        }

        Make("fork/.git/config");
        await File.WriteAllTextAsync(Path.Combine(_folder, "fork/.git/config"), $"[remote \"origin\"]\n\turl = https://git.example.org/team/{repository}\n", TestContext.Current.CancellationToken);

        Assert.Contains($"There is also {Path.Combine(_folder, "fork")}", (await RunAsync("list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWorktreeIsOffered()
    {
        Make("elsewhere/.git/worktrees/mine/commondir", "mine/manage.py", "mine/lms/x", "mine/cms/x");
        await WriteConfigAsync("release: verawood\n");
        await WriteAsync("elsewhere/.git/config", "[remote \"origin\"]\n\turl = git@github.com:someone/edx-platform.git\n");
        await WriteAsync("elsewhere/.git/worktrees/mine/commondir", "../..\n");
        await WriteAsync("mine/.git", $"gitdir: {Path.Combine(_folder, "elsewhere/.git/worktrees/mine")}\n");

        Assert.StartsWith($"There is also {Path.Combine(_folder, "mine")}", (await RunAsync("list")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARepositoryIsClonedAtTheReleasesBranchWhereItHasIt()
    {
        var repository = await RepositoryAsync("release/verawood", "main");
        await WriteConfigAsync("release: verawood\n");

        var run = await CloneAsync(repository);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("release/verawood", await GitAsync(Path.Combine(_folder, "my-xblock"), "branch", "--show-current"));
        Assert.Contains("mounted at /openedx/checkouts/my-xblock", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARepositoryWithoutTheReleasesBranchIsClonedAtItsOwn()
    {
        var repository = await RepositoryAsync("trunk");
        await WriteConfigAsync("release: verawood\n");

        var run = await CloneAsync(repository);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("has no branch and no tag 'release/verawood", run.Error, StringComparison.Ordinal);
        Assert.Equal("trunk", await GitAsync(Path.Combine(_folder, "my-xblock"), "branch", "--show-current"));
    }

    [Fact]
    public async Task ARefThatIsAskedForAndAbsentIsAMistake()
    {
        var repository = await RepositoryAsync("main");
        await WriteConfigAsync("release: verawood\n");

        var run = await CloneAsync(repository, "--ref", "my-branch");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no branch and no tag 'my-branch', so nothing was cloned", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "my-xblock")));
    }

    [Fact]
    public async Task ARepositoryThatIsNotThereIsToldInGitsWords()
    {
        await WriteConfigAsync("release: verawood\n");

        var run = await CloneAsync($"file://{_folder}/nowhere.git");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"git can't read file://{_folder}/nowhere.git:", run.Error, StringComparison.Ordinal);
    }

    // A bare repository with a package, and these branches; the last is the default one.
    private async Task<string> RepositoryAsync(params string[] branches)
    {
        var work = Path.Combine(_folder, "work");
        Make("work/setup.py");
        await GitAsync(work, "init", "--quiet", $"--initial-branch={branches[^1]}");
        await GitAsync(work, "add", ".");
        await GitAsync(work, "-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=a");
        foreach (var branch in branches[..^1])
        {
            await GitAsync(work, "branch", branch);
        }

        var bare = Path.Combine(_folder, "origin", "my-xblock.git");
        await GitAsync(_folder, "clone", "--quiet", "--bare", work, bare);
        return bare;
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments) =>
        (await Cli.Wrap("git").WithArguments(["-C", folder, .. arguments]).ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput.Trim();

    private Task<CommandLineRun> CloneAsync(params string[] words) =>
        CommandLineRun.OfAsync(["checkout", "clone", .. words, "--config", Config], foreground: new ForegroundProcess());

    private Task WriteConfigAsync(string text) => File.WriteAllTextAsync(Config, text, TestContext.Current.CancellationToken);

    private async Task WriteAsync(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
        await File.WriteAllTextAsync(Path.Combine(_folder, file), text, TestContext.Current.CancellationToken);
    }

    private void Make(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.WriteAllText(Path.Combine(_folder, file), "");
        }
    }

    private Task<CommandLineRun> RunAsync(params string[] words) => CommandLineRun.OfAsync(["checkout", .. words, "--config", Config]);
}
