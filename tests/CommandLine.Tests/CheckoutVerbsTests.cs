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
