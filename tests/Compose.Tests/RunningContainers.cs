using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Tests that start containers run one after another: the machine is small.</summary>
[CollectionDefinition(nameof(RunningContainers), DisableParallelization = true)]
public sealed class RunningContainers : ICollectionFixture<ImagesOfTheTests>;

/// <summary>Docker Compose and the images that the tests' models name; they are there before the first container starts.</summary>
public sealed class ImagesOfTheTests : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        foreach (var image in (string[])[Shop.Database, Shop.Cache, Shop.Proxy, Shop.Python])
        {
            await DockerCompose.EnsureImageAsync($"{image}:dev", Repository.PathTo("samples", "miniature", image.Split('-')[^1]));
        }

        await DockerCompose.EnsureAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
