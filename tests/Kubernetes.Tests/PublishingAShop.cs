using Devstack.Tests;
using Xunit;

namespace Devstack.Kubernetes.Tests;

public sealed class PublishingAShop
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("base/kustomization.yaml")]
    [InlineData("base/namespace.yaml")]
    [InlineData("base/network.yaml")]
    [InlineData("base/routes.yaml")]
    [InlineData("base/storage.yaml")]
    [InlineData("base/mysql.yaml")]
    [InlineData("base/mysql-create-orders.yaml")]
    [InlineData("base/migrate.yaml")]
    [InlineData("base/index.yaml")]
    [InlineData("base/web.yaml")]
    [InlineData("base/worker.yaml")]
    [InlineData("base/backup.yaml")]
    [InlineData("base/job-settings.yaml")]
    [InlineData("components/reports/reports.yaml")]
    [InlineData("components/settings/kustomization.yaml")]
    [InlineData("components/external-mysql/kustomization.yaml")]
    [InlineData("overlays/production/kustomization.yaml")]
    [InlineData("overlays/production/settings.env")]
    [InlineData("secrets/create.sh")]
    [InlineData("secrets/README.md")]
    public async Task TheFilesAreThese(string path)
    {
        var published = await Published.FromAsync(Shop.Describe);

        Golden.Matches(published[path], test: $"TheFilesAreThese.{path.Replace('/', '-')}");
    }

    [Fact]
    public async Task TwoRunsGiveTheSameBytes()
    {
        var first = await Published.FromAsync(Shop.Describe);
        var second = await Published.FromAsync(Shop.Describe);

        Assert.Equal(
            first.Files.Select(file => (file.Path, file.IsExecutable, Convert.ToHexString(file.Content.Span))),
            second.Files.Select(file => (file.Path, file.IsExecutable, Convert.ToHexString(file.Content.Span))));
    }

    [Fact]
    public async Task NothingOfThisMachineIsInTheFiles()
    {
        var published = await Published.FromAsync(Shop.Describe);

        Assert.All(published.Files, file => Assert.DoesNotContain(Environment.MachineName, published[file.Path], StringComparison.Ordinal));
        Assert.All(published.Files, file => Assert.DoesNotContain(AppContext.BaseDirectory, published[file.Path], StringComparison.Ordinal));
    }
}
