using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>An Aspire model without Open edX, <c>samples/plain-model</c>: published by its own process, and brought up as its README says.</summary>
[Collection(nameof(RunningContainers))]
public sealed class RunningASample : IAsyncLifetime
{
    private const int Port = 18290;

    private readonly TemporaryFolder _folder = new();
    private readonly ComposeCommand _compose;

    public RunningASample() => _compose = new(_folder.Of("compose"), "pub-sample");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _compose.DownAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ItSellsBooks()
    {
        var published = await RunAsync(
            _folder.Path, "dotnet", Repository.PathTo("artifacts", "bin", "PlainModel", new DirectoryInfo(AppContext.BaseDirectory).Name, "PlainModel.dll"),
            "--operation", "publish", "--step", "publish-compose", "--output-path", _folder.Path);
        Assert.DoesNotContain("docker inspect", published, StringComparison.Ordinal); // a warning: nothing of this model is unknown
        // As somebody does without a registry: other images by the same names, and other ports.
        _folder.Write("compose/compose.override.yaml", $$$"""
            services:
              mysql: {image: "{{{Shop.Database}}}:dev"}
              mysql-create-orders: {image: "{{{Shop.Database}}}:dev"}
              cache: {image: "{{{Shop.Cache}}}:dev"}
              job-state: {image: "{{{Shop.Database}}}:dev"}
              tables: {build: {network: host}}
              shop: {build: {network: host}}
              proxy: {image: "{{{Shop.Proxy}}}:dev", ports: !override ["127.0.0.1:{{{Port}}}:443"]}
            """);
        await RunAsync(_folder.Of("compose"), "sh", "secrets/create.sh");

        await _compose.UpAsync();

        Assert.Equal("a first book\n", await RunAsync(_folder.Path, "curl", "--silent", "--show-error", "--fail", "--insecure", $"https://localhost:{Port}/"));
        var seen = await _compose.SeenFromOutsideAsync();
        foreach (var secret in new[] { "mysql-password", "cache-password" })
        {
            Assert.DoesNotContain(await File.ReadAllTextAsync(_folder.Of($"compose/secrets/{secret}"), TestContext.Current.CancellationToken), seen, StringComparison.Ordinal);
        }

        await _compose.UpAsync();
        Assert.EndsWith("Done before with the same inputs.", (await _compose.LogsAsync("tables")).Trim(), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"{program} ended with {result.ExitCode}:\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput + result.StandardError;
    }
}
