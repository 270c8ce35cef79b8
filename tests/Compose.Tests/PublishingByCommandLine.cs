using Aspire.Hosting;
using Aspire.Hosting.Publishing;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Compose.Tests;

[Collection(nameof(PublishingByCommandLine))]
public sealed class PublishingByCommandLine : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task TheStepWritesTheFolderOfItsTarget()
    {
        Assert.True(await PublishAsync("publish", builder => builder.AddContainer("web", "some/web", "1")));

        Assert.Equal(
            [".env.example", ".gitignore", "README.md", "compose.yaml", "deploy.sh", "generated.sha256"],
            Directory.EnumerateFiles(_folder.Of("compose")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0, Environment.ExitCode);
        Assert.Contains("name: my-shop\n", await File.ReadAllTextAsync(_folder.Of("compose/compose.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APublishThatFailsWritesNothingAndEndsTheProcessWithAnError()
    {
        try
        {
            Assert.False(await PublishAsync("publish-compose", builder => builder.AddContainer("web", "some/web", "1").WithContainerRuntimeArgs("--privileged")));

            Assert.False(Directory.Exists(_folder.Of("compose")));
            Assert.Equal(1, Environment.ExitCode);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }

    [Fact]
    public void ATargetIsNoPartOfARunningModel()
    {
        var builder = DistributedApplication.CreateBuilder([]);

        builder.AddComposeTarget("compose");

        Assert.Empty(builder.Resources.OfType<ComposeTargetResource>());
    }

    public void Dispose() => _folder.Dispose();

    private async Task<bool> PublishAsync(string step, Action<IDistributedApplicationBuilder> describe)
    {
        var succeeded = false;
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", step, "--output-path", _folder.Path]);
        builder.AddComposeTarget("compose").WithStackName("my-shop");
        describe(builder);
        builder.Eventing.Subscribe<AfterPublishEvent>((_, _) =>
        {
            succeeded = true;
            return Task.CompletedTask;
        });
        await using var application = builder.Build();
        await application.RunAsync(TestContext.Current.CancellationToken);
        return succeeded;
    }
}

/// <summary>The process has one exit code.</summary>
[CollectionDefinition(nameof(PublishingByCommandLine), DisableParallelization = true)]
public sealed class PublishingByCommandLineCollection;
