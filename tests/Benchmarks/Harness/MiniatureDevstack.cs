using System.Globalization;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Tests;

namespace Devstack.Benchmarks.Harness;

/// <summary>A miniature platform of this repository's <c>./devstack</c>, with a checkout mounted; removed at the end.</summary>
internal sealed class MiniatureDevstack : IAsyncDisposable
{
    private MiniatureDevstack(string folder) => Folder = folder;

    public StackIdentity Stack { get; } = new("devstack-benchmark");

    public string Folder { get; }

    public string Checkout => Path.Combine(Folder, "edx-platform");

    public static async Task<MiniatureDevstack> CreateAsync(CancellationToken cancellationToken)
    {
        var devstack = new MiniatureDevstack(Directory.CreateTempSubdirectory("devstack-benchmark-").FullName);
        await Shell.RunAsync(devstack.Folder, "cp", ["-r", Repository.PathTo("samples", "miniature", "openedx", "platform"), devstack.Checkout], cancellationToken);
        if (Environment.IsPrivilegedProcess)
        {
            // The user of the image owns what it serves, as on a contributor's machine.
            await Shell.RunAsync(devstack.Folder, "chown", ["-R", "1000:1000", devstack.Checkout], cancellationToken);
        }

        await File.WriteAllTextAsync(
            Path.Combine(devstack.Folder, "devstack.yaml"), $"name: {devstack.Stack.Name}\nrelease: miniature\ncheckouts:\n  - edx-platform\n", cancellationToken);
        return devstack;
    }

    /// <summary>Starts it unless it runs, and waits until all is ready.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="options">What else is said to <c>run</c>, for example a profile.</param>
    public Task RunAsync(CancellationToken cancellationToken, params string[] options) =>
        DevstackAsync(["run", "--detach", "--wait", "--yes", .. options], cancellationToken);

    /// <summary>Runs the tests of the LMS and of what it shares with Studio, in containers of their own.</summary>
    public Task TestAsync(CancellationToken cancellationToken, params string[] options) =>
        DevstackAsync(["test", "lms", "--ephemeral", "--durations", Path.Combine(Folder, "durations.json"), .. options], cancellationToken);

    /// <summary>Makes the checkout's suite longer: each file of tests lies there so many times.</summary>
    public Task MultiplyTestsAsync(int copies, CancellationToken cancellationToken) => Shell.RunAsync(
        Checkout,
        "sh",
        [
            "-euc", "find . -path '*/tests/test_*.py' | while read -r file; do for copy in $(seq 2 \"$0\"); do cp -p \"$file\" \"${file%.py}_$copy.py\"; done; done",
            copies.ToString(CultureInfo.InvariantCulture),
        ],
        cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => DevstackAsync(["stop"], cancellationToken);

    /// <summary>Removes its containers and data; the images stay.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await StopAsync(cancellationToken);
        await DevstackAsync(["reset", "--volumes", "--yes"], cancellationToken);
    }

    public async Task<StackStatus> StatusAsync(CancellationToken cancellationToken) =>
        await StackStatus.ReadAsync(Stack, cancellationToken) ?? throw new InvalidOperationException("The stack has no status.");

    public async ValueTask DisposeAsync()
    {
        await ResetAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private Task DevstackAsync(string[] arguments, CancellationToken cancellationToken) =>
        Shell.RunAsync(Folder, Repository.PathTo("devstack"), arguments, cancellationToken);
}
