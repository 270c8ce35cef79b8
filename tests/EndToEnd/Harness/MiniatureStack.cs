using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Tests;
using Xunit;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Devstack.EndToEnd.Harness.MiniatureStack))]

namespace Devstack.EndToEnd.Harness;

/// <summary>One miniature platform for all scenarios, with a checkout of its code that is mounted over the image's.</summary>
/// <remarks>A scenario that stops or breaks it leaves it to the next one to ask for a running one.</remarks>
public sealed class MiniatureStack : IAsyncLifetime
{
    /// <summary>The key of the demo course.</summary>
    internal const string DemoCourse = "course-v1:Miniature+DemoX+2026";

    private readonly CommandLineEngine _engine = new();

    // Whoever runs scenarios twice on one machine gives the second run another name.
    internal StackIdentity Stack { get; } = new(Environment.GetEnvironmentVariable("DEVSTACK_E2E_STACK") is { Length: > 0 } name ? name : "devstack-e2e");

    /// <summary>A folder with <c>devstack.yaml</c>, as a team has it.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("devstack-e2e-").FullName;

    internal string Checkout => Path.Combine(Folder, "edx-platform");

    /// <summary>Reaches every host name on this machine, whatever the machine's resolver says of it.</summary>
    internal HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        AllowAutoRedirect = false,
    });

    public async ValueTask InitializeAsync()
    {
        await ExecuteAsync("cp", "-r", Repository.PathTo("samples", "miniature", "openedx", "platform"), Checkout);
        // The user of the image owns what it serves, as on a contributor's machine.
        await ExecuteAsync("chown", "-R", "1000:1000", Checkout);
        await WriteConfigurationAsync("");
        await ResetAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ResetAsync();
        Http.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    internal Task<Outcome> DevstackAsync(params string[] arguments) => Launcher.RunAsync(Folder, arguments);

    /// <summary>Starts the platform unless it runs, and returns what it says about itself.</summary>
    internal async Task<StackStatus> EnsureRunningAsync()
    {
        var outcome = await DevstackAsync("run", "--detach", "--wait", "--yes");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return await StatusAsync();
    }

    /// <summary>Stops the platform, and gives its next start other settings.</summary>
    /// <param name="more">YAML after what every scenario has; nothing: only that.</param>
    internal async Task ConfigureAsync(string more = "")
    {
        await DevstackAsync("stop");
        await WriteConfigurationAsync(more);
    }

    internal async Task<StackStatus> StatusAsync() =>
        await StackStatus.ReadAsync(Stack, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("There is no status.");

    /// <summary>What the AppHost of the last start wrote.</summary>
    internal Task<string> LogAsync() => File.ReadAllTextAsync(Path.Combine(Stack.Folder, "apphost.log"), TestContext.Current.CancellationToken);

    internal async Task<Dictionary<string, ContainerState>> ContainersAsync() =>
        (await _engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = Stack.Name }, TestContext.Current.CancellationToken))
        .ToDictionary(container => container.Labels[StackIdentity.ResourceLabel]);

    internal Task<CommandOutput> ExecAsync(string resource, params string[] command) =>
        _engine.ExecAsync(Stack.ContainerName(resource), command, input: null, TestContext.Current.CancellationToken);

    /// <summary>Runs a command in a container, which must succeed.</summary>
    internal Task RunInAsync(string resource, string[] command, string? input = null) => RunInAsync(Stack, resource, command, input);

    /// <summary>The same in a container of any stack.</summary>
    internal static async Task RunInAsync(StackIdentity stack, string resource, string[] command, string? input = null)
    {
        var output = await new CommandLineEngine().ExecAsync(stack.ContainerName(resource), command, input, TestContext.Current.CancellationToken);
        Assert.True(output.ExitCode == 0, output.Text);
    }

    internal Task ImportDemoCourseAsync() =>
        RunInAsync("cms", ["sh", "-euc", "./manage.py cms import /openedx/demo-course course; ./manage.py cms reindex_course --active"]);

    internal static async Task<string> ExecuteAsync(string command, params string[] arguments) =>
        (await Cli.Wrap(command).WithArguments(arguments).ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput.Trim();

    /// <summary>Makes a folder what a person has: a clone with all committed, which belongs to the images' user.</summary>
    internal static Task CommitAsync(string folder) => ExecuteAsync(
        "sh", "-euc", "cd \"$0\"; git init -q; git -c safe.directory='*' add .; git -c safe.directory='*' -c user.name=a -c user.email=a@example.com commit -qm a; chown -R 1000:1000 .", folder);

    /// <summary>What git says of a folder; it writes nothing there.</summary>
    internal static Task<string> GitStatusAsync(string folder, params string[] options) =>
        ExecuteAsync("git", ["--no-optional-locks", "-c", "safe.directory=*", "-C", folder, "status", "--porcelain", .. options]);

    /// <summary>The address of a link, for example of <c>LMS</c>.</summary>
    internal static Uri UrlOf(StackStatus status, string text) =>
        new(status.Resources.SelectMany(resource => resource.Urls).First(url => url.Text == text).Url);

    private Task WriteConfigurationAsync(string more) =>
        File.WriteAllTextAsync(Path.Combine(Folder, "devstack.yaml"), $"name: {Stack.Name}\nrelease: miniature\ncheckouts:\n  - edx-platform\n{more}");

    private async Task ResetAsync()
    {
        await DevstackAsync("stop");
        await DevstackAsync("reset", "--volumes", "--yes");
    }
}
