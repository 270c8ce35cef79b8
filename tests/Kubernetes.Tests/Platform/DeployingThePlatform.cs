using Devstack.AppHost.Tests;
using Devstack.Kubernetes.Tests.Deploying;
using Xunit;

namespace Devstack.Kubernetes.Tests.Platform;

/// <summary><c>./devstack deploy --target kubernetes</c>, from the model to an API server.</summary>
public sealed class DeployingThePlatform : IDisposable
{
    private const string Registry = "registry: registry.example.org/team\n";

    private readonly FakeApiServer _server = new();

    [Fact]
    public async Task TheWholePlatformIsPublishedAndBroughtToTheCluster()
    {
        using var folder = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n{Registry}");

        var deploy = await DeployAsync(folder, "--overlay", "staging");

        Assert.True(deploy.ExitCode == 0, deploy.ToString());
        Assert.EndsWith("courses runs.\n", deploy.Error, StringComparison.Ordinal);
        Assert.Equal(["cms", "cms-worker", "lms", "lms-worker", "smtp"], _server.Names("Deployment"));
        Assert.Equal(["meilisearch", "mongodb", "mysql", "redis"], _server.Names("StatefulSet"));
        Assert.Equal(6, _server.Names("Job").Count());
        Assert.Equal("courses-staging", _server["Deployment", "lms"]!["metadata"]!["namespace"]!.ToString());
        Assert.Contains("openedx-mysql-password", _server.Names("Secret"));
    }

    [Fact]
    public async Task WithAMaintenanceLmsStudioAndTheirWorkersAreStoppedWhileJobsRun()
    {
        using var folder = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n{Registry}");
        await DeployAsync(folder, "--overlay", "staging");
        var state = _server.State();
        var atJobs = new HashSet<string>();
        string[] services = ["cms", "cms-worker", "lms", "lms-worker", "meilisearch", "mongodb", "mysql", "redis"];
        _server.Changed = request => atJobs.UnionWith(request.Contains("/jobs/", StringComparison.Ordinal) ? [string.Join(' ', services.Where(_server.HasPods))] : []);

        var deploy = await DeployAsync(folder, "--overlay", "staging", "--maintenance");

        Assert.True(deploy.ExitCode == 0, deploy.ToString());
        Assert.Equal(["meilisearch mongodb mysql redis"], atJobs);
        Assert.Contains("Ingress courses: leads to the maintenance page\n", deploy.Error, StringComparison.Ordinal);
        Assert.Equal(state, _server.State());
    }

    [Fact]
    public async Task TheDifferencesGoToStandardOutputAndNothingElseIsDone()
    {
        using var folder = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n{Registry}");

        var deploy = await DeployAsync(folder, "--overlay", "staging", "--diff");

        Assert.True(deploy.ExitCode == 0, deploy.ToString());
        Assert.Contains("+ Deployment lms\n", deploy.Output, StringComparison.Ordinal);
        Assert.Empty(_server.Changes);
    }

    [Fact]
    public async Task WhatIsMissingIsSaidBeforeAnythingIsApplied()
    {
        using var nameless = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n");
        using var folder = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n{Registry}");

        var noRegistry = await DeployAsync(nameless, "--overlay", "staging");
        var noPassword = await DeployAsync(folder);
        var noOverlay = await DeployAsync(folder, "--overlay", "test");
        _server.Version = "v1.29.3-gke.100";
        var old = await DeployAsync(folder, "--overlay", "staging");

        Assert.Equal((1, 1, 1, 1), (noRegistry.ExitCode, noPassword.ExitCode, noOverlay.ExitCode, old.ExitCode));
        Assert.Contains("  overlays/production/secrets/redis-password: the password of the server outside of the cluster that answers as redis\n", noPassword.Error, StringComparison.Ordinal);
        Assert.Contains("no registry is named for these: registry.invalid/devstack/miniature-meilisearch:", noRegistry.Error, StringComparison.Ordinal);
        Assert.Contains("There is no overlays/test in ", noOverlay.Error, StringComparison.Ordinal);
        Assert.Contains("There are: production, staging.", noOverlay.Error, StringComparison.Ordinal);
        Assert.Contains("has Kubernetes v1.29.3-gke.100; what is published needs 1.30 or newer.", old.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Changes);
    }

    [Fact]
    public async Task AClusterThatDoesNotAnswerAndATargetThatCannotBeDeployedAreNamed()
    {
        using var folder = new AppHostFolder($"{PlatformModel.Configuration}release: miniature\n{Registry}");
        _server.Dispose();

        var silent = await DeployAsync(folder, "--overlay", "staging");
        var nothing = await AppHostProcess.RunAsync(folder, "deploy", "--target", "lms", "--output", "out");

        Assert.Equal((1, 2), (silent.ExitCode, nothing.ExitCode));
        Assert.Contains("doesn't answer: ", silent.Error, StringComparison.Ordinal);
        Assert.StartsWith("There is no target 'lms'.", nothing.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _server.Dispose();

    private async Task<AppHostProcess> DeployAsync(AppHostFolder folder, params string[] more)
    {
        var kubeconfig = Path.Combine(folder.Path, "kubeconfig");
        await File.WriteAllTextAsync(
            kubeconfig,
            $$"""
            apiVersion: v1
            kind: Config
            clusters: [{ name: test, cluster: { server: "http://127.0.0.1:{{_server.Port}}" } }]
            contexts: [{ name: test, context: { cluster: test, user: test } }]
            users: [{ name: test, user: { token: t } }]
            current-context: test
            """,
            TestContext.Current.CancellationToken);
        return await AppHostProcess.RunAsync(
            folder,
            new Dictionary<string, string?> { ["KUBECONFIG"] = kubeconfig, ["PATH"] = $"{await Tools.FolderOfAsync("kubectl")}:{Environment.GetEnvironmentVariable("PATH")}" },
            ["deploy", "--target", "kubernetes", "--output", "out", .. more]);
    }
}
