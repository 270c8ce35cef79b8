using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

public sealed class PublishingAShop
{
    [Theory]
    [InlineData("compose.yaml")]
    [InlineData(".env.example")]
    [InlineData("README.md")]
    [InlineData("secrets/README.md")]
    [InlineData("secrets/create.sh")]
    public async Task TheFilesAreThese(string path)
    {
        var published = await Published.FromAsync(Shop.Describe);

        Golden.Matches(published[path], test: $"TheFilesAreThese.{path.TrimStart('.').Replace('/', '-')}");
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
