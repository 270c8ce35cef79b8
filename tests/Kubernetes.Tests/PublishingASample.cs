using CliWrap;
using CliWrap.Buffered;
using Devstack.Tests;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>An Aspire model without Open edX, <c>samples/plain-model</c>, from its own process to what goes to a cluster.</summary>
public sealed class PublishingASample : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("staging")]
    [InlineData("production")]
    public async Task ItsOverlaysBuildAndObeyEveryPolicy(string overlay)
    {
        await PublishAsync();

        var objects = Manifests.Load(await Tools.KubectlAsync("kustomize", _folder.Of($"kubernetes/overlays/{overlay}")));

        Policies.Check(objects, new(Singles: ["cache", "mysql"], Escalating: []));
        Assert.Contains(objects, item => item is V1Deployment { Metadata.Name: "shop" });
        Assert.Contains(objects.OfType<V1Job>(), job => job.Metadata.Name.StartsWith("tables-", StringComparison.Ordinal));
        Assert.DoesNotContain(objects, item => item.Metadata.Name is "proxy"); // the Ingress does its work
        Assert.Equal("localhost", objects.OfType<V1Ingress>().Single().Spec.Rules.Single().Host);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PublishAsync()
    {
        var sample = Repository.PathTo("artifacts", "bin", "PlainModel", "debug", "PlainModel.dll");
        var publish = await Cli.Wrap("dotnet")
            .WithArguments([sample, "--operation", "publish", "--step", "publish-kubernetes", "--output-path", _folder.Path])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, publish.StandardOutput + publish.StandardError);
        foreach (var overlay in new[] { "staging", "production" })
        {
            _folder.Write($"kubernetes/overlays/{overlay}/secrets/mysql-password", "of the server outside"); // production has one
            await Tools.CreateSecretsAsync(_folder.Of("kubernetes"), $"overlays/{overlay}");
        }
    }
}
