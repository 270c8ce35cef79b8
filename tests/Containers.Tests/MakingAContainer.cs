using System.Formats.Tar;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class MakingAContainer
{
    private static readonly StackIdentity Stack = new("test");

    private readonly FakeEngine _engine = new();
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder([]);

    [Fact]
    public async Task ItIsAsTheModelSays()
    {
        var redis = _builder.AddContainer("web", "caddy", "2")
            .WithEntrypoint("caddy")
            .WithArgs("run", "--watch")
            .WithEnvironment("GREETING", "a value that no process list shows")
            .WithEndpoint(targetPort: 80, port: 8080, name: "http")
            .WithVolume("data", "/data")
            .WithBindMount("/a folder, with commas", "/srv", isReadOnly: true)
            .WithContainerRuntimeArgs("--init");
        redis.WithEndpoint("http", endpoint => endpoint.TargetHost = "localhost");

        await MakeAsync(redis.Resource);

        var network = new StackNetwork(Stack, _engine, _builder.Environment).Name;
        Assert.Equal(
            $"create --name test-web --network {network} --network-alias web --entrypoint caddy --env GREETING "
            + "--mount type=volume,source=data,target=/data --mount type=bind,\"source=/a folder, with commas\",target=/srv,readonly "
            + "--publish 127.0.0.1:8080:80/tcp --init caddy:2 run --watch",
            Assert.Single(_engine.Calls));
    }

    // By a variable of its own the engine's command line would look for its configuration elsewhere.
    [Fact]
    public async Task VariablesThatTheEngineReadsItself_AreWrittenOut()
    {
        await MakeAsync(_builder.AddContainer("web", "caddy").WithEnvironment("HOME", "/openedx").WithEnvironment("PATH", "/opt").Resource);

        Assert.Contains("--env HOME=/openedx --env PATH=/opt", Assert.Single(_engine.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhereAShellIsTheEntrypoint_TheArgumentsAreOneText()
    {
        var container = _builder.AddContainer("web", "caddy").WithEntrypoint("/bin/sh").WithArgs("echo", "$HOME").Resource;
#pragma warning disable ASPIRECONTAINERSHELLEXECUTION001
        container.ShellExecution = true;
#pragma warning restore ASPIRECONTAINERSHELLEXECUTION001

        await MakeAsync(container);

        Assert.EndsWith("caddy:latest -c echo $HOME", Assert.Single(_engine.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEarlierOneIsRemovedFirst()
    {
        await MakeAsync(_builder.AddContainer("web", "caddy").Resource, FakeEngine.Container("web", "exited", 0, "of another time"));

        Assert.Equal("remove web", _engine.Calls[0]);
    }

    [Fact]
    public async Task AllFilesAreOneArchive_WithTheirOwnersAndModesAndNoFolder()
    {
        var secret = _builder.AddParameter("password", "hidden", secret: true);
        var container = _builder.AddContainer("web", "caddy")
            .WithTextFile("/etc/web/one.conf", () => "1")
            .WithTextFile("/etc/web/two.conf", () => "2")
            .WithTextFile("/three.conf", () => "3")
            .WithSecretFile(secret.Resource, owner: 1000)
            .WithContainerFiles("/srv", [new ContainerDirectory { Name = "www", Entries = [new ContainerFile { Name = "index.html", Contents = "hello" }] }]);

        await using var archive = await FileArchive.OfAsync(container.Resource, _builder.Services.BuildServiceProvider(), TestContext.Current.CancellationToken);

        await using var reader = new TarReader(archive);
        var entries = new List<string>();
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            using var text = new StreamReader(entry.DataStream!);
            entries.Add($"{entry.EntryType} {entry.Name} {entry.Uid} {Convert.ToString((int)entry.Mode, 8)} {await text.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        }

        Assert.Equal(
            [
                "RegularFile etc/web/one.conf 0 444 1", "RegularFile etc/web/two.conf 0 444 2", "RegularFile run/secrets/password 1000 400 hidden",
                "RegularFile srv/www/index.html 0 644 hello", "RegularFile three.conf 0 444 3",
            ],
            entries);
    }

    private async Task MakeAsync(ContainerResource container, ContainerState? earlier = null)
    {
        await using var application = _builder.Build();
        var turns = new EngineTurns(application.Services.GetRequiredService<DistributedApplicationModel>(), _engine);
        var maker = new ContainerMaker(
            Stack, new StackNetwork(Stack, _engine, application.Services.GetRequiredService<IHostEnvironment>()), _engine, turns, application.Services,
            application.Services.GetRequiredService<ResourceNotificationService>(), application.Services.GetRequiredService<ResourceLoggerService>());

        Assert.Equal(Stack.ContainerName(container.Name), await maker.MakeAsync(container, earlier, TestContext.Current.CancellationToken));
    }
}
