using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

[Collection(nameof(RunningContainers))]
public sealed class RunningJobs : IDisposable
{
    private const string Done = "Done before with the same inputs.";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task AJobRunsAgainWhenItWasKilledAndWhenItsSecretIsAnotherOneButNotElse()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-jobs");
        await (await Published.FromAsync(builder => builder.AddContainer("prepare", Shop.Cache, "dev")
            .WithVolume("data", "/data")
            .WithSecretFile(ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, "token"), 0)
            .AsJob(new(["sh", "-c", "sleep 4; echo finished"])))).WriteAsync(_folder.Path);
        await Secrets.CreateAsync(_folder);
        try
        {
            await compose.RunOrFailAsync("up", "--detach", "prepare");
            await ComposeCommand.DockerAsync("kill", "pub-jobs-prepare-1");
            Assert.DoesNotContain("finished", await compose.LogsAsync("prepare"), StringComparison.Ordinal);

            await compose.UpAsync();
            Assert.EndsWith("finished", (await compose.LogsAsync("prepare")).Trim(), StringComparison.Ordinal);

            await compose.UpAsync();
            Assert.EndsWith(Done, (await compose.LogsAsync("prepare")).Trim(), StringComparison.Ordinal);

            await File.WriteAllTextAsync(_folder.Of("secrets/token"), "another", TestContext.Current.CancellationToken);
            await Secrets.CreateAsync(_folder);
            await compose.UpAsync("--force-recreate");
            Assert.Equal("finished", (await compose.LogsAsync("prepare")).Trim());
        }
        finally
        {
            await compose.DownAsync();
        }
    }

    [Fact]
    public async Task AJobThatFailsIsTriedAgainAndThenStopsTheStart()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-failing");
        await (await Published.FromAsync(builder =>
        {
            var job = builder.AddContainer("prepare", Shop.Cache, "dev").AsJob(new(["sh", "-c", "echo no; exit 7"]) { Attempts = 2, Pause = TimeSpan.FromSeconds(1) });
            builder.AddContainer("web", Shop.Proxy, "dev").WaitForCompletion(job);
        })).WriteAsync(_folder.Path);
        try
        {
            var result = await compose.TryAsync("up", "--detach", "--wait");

            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("didn't complete successfully: exit 7", result.StandardError, StringComparison.Ordinal);
            // Two streams, in no order between them.
            Assert.Equal(
                ["It ended with 7 after 2 attempts.", "It ended with 7; attempt 2 of 2 begins in 1 s.", "no", "no"],
                (await compose.LogsAsync("prepare")).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        }
        finally
        {
            await compose.DownAsync();
        }
    }

    [Fact]
    public async Task AJobRunsAgainWhenALaterVersionOfItHasFailedAndWhenThatOneComesBack()
    {
        var compose = new ComposeCommand(_folder.Path, "pub-back");
        try
        {
            await UpAsync("echo one", user: 0);
            Assert.Equal("one", (await compose.LogsAsync("prepare")).Trim());

            // Nobody knows how far it got; and it is another user, who doesn't own the mark of the first.
            Assert.NotEqual(0, await UpAsync("echo two; exit 7", user: 1000));
            Assert.Equal(0, await UpAsync("echo one", user: 0));
            Assert.Equal("one", (await compose.LogsAsync("prepare")).Trim());

            Assert.Equal(0, await UpAsync("echo two", user: 1000));
            Assert.Equal("two", (await compose.LogsAsync("prepare")).Trim());
            Assert.Equal(0, await UpAsync("echo one", user: 0));
            Assert.Equal("one", (await compose.LogsAsync("prepare")).Trim());
            Assert.Equal(0, await UpAsync("echo one", user: 0));
            Assert.EndsWith(Done, (await compose.LogsAsync("prepare")).Trim(), StringComparison.Ordinal);
        }
        finally
        {
            await compose.DownAsync();
        }

        async Task<int> UpAsync(string command, int user)
        {
            await (await Published.FromAsync(builder => builder.AddContainer("prepare", Shop.Cache, "dev").WithUser(user)
                .AsJob(new(["sh", "-c", command]) { Attempts = 1 }))).WriteAsync(_folder.Path);
            return (await compose.TryAsync("up", "--detach", "--wait")).ExitCode;
        }
    }

    [Fact]
    public async Task AnImageAndWhatItIsBuiltOnAreBuiltFromTheOutput()
    {
        using var sources = new TemporaryFolder();
        sources.Write("below/Dockerfile", "ARG BASE\nFROM ${BASE}\nCOPY below /\n");
        sources.Write("below/below", "below");
        sources.Write("above/Dockerfile", "ARG BASE\nFROM ${BASE}\nCOPY above /\n");
        sources.Write("above/above", "above");
        var compose = new ComposeCommand(_folder.Path, "pub-build");
        var catalog = new ImageCatalog(sources.Path);
        var image = ImageSource.Build("pub-build/above", "above", ImageSource.Build("pub-build/below", "below", ImageSource.Pull("debian:trixie-slim")));
        await (await Published.FromAsync(builder => builder.AddContainer("web", "any").WithImage(image, catalog)
            .WithEntrypoint("sleep").WithArgs("86400"))).WriteAsync(_folder.Path);
        try
        {
            await compose.UpAsync();

            Assert.Equal("belowabove", await compose.RunOrFailAsync("exec", "-T", "web", "cat", "/below", "/above"));
        }
        finally
        {
            await compose.DownAsync();
            await ComposeCommand.DockerAsync("image", "rm", catalog.ReferenceOf(image), catalog.ReferenceOf(image.From));
        }
    }

    public void Dispose() => _folder.Dispose();
}
