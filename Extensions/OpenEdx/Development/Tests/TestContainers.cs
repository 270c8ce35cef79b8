using System.Globalization;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The containers of a test run, away from the stack's own: a network, a MongoDB without data, and one for each part.</summary>
/// <remarks>They carry the stack's label, so that <c>./devstack stop</c> ends what a killed run has left behind.</remarks>
internal sealed class TestContainers(StackIdentity stack, IContainerEngine engine, TestImages images, string codeFolder, IReadOnlyList<Checkout> checkouts) : IAsyncDisposable
{
    private const string RunLabel = "devstack.test";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private int _number;
    private string? _user;
    private bool _hasNetwork;

    private string Network => $"{stack.Name}-test-{_id}";

    private string MongoDB => $"{stack.Name}-test-{_id}-mongodb";

    private string[] Labels => ["--label", $"{StackIdentity.StackLabel}={stack.Name}", "--label", $"{RunLabel}={_id}"];

    /// <summary>Starts MongoDB, the only server that the platform's tests need (platform.md 11), and returns when it answers. Tests of a service have none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _user = await OwnerAsync(cancellationToken);
        _hasNetwork = true;
        await RequireAsync(["network", "create", .. Labels, Network], cancellationToken);
        if (images.MongoDB is null)
        {
            return;
        }

        await RequireAsync(
            ["run", "--detach", "--init", "--name", MongoDB, .. Labels, "--network", Network, "--network-alias", "mongodb", "--tmpfs", "/data/db", images.MongoDB], cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await engine.ExecAsync(MongoDB, ["mongosh", "--quiet", "--eval", "db.adminCommand('ping').ok"], input: null, cancellationToken);
            if (answer is { ExitCode: 0, Text: "1" })
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TestRunException($"The MongoDB of the tests doesn't answer: {answer.Text}");
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    /// <summary>Asks the checkout for its tests.</summary>
    public async Task<TestInventory> InventoryAsync(CancellationToken cancellationToken)
    {
        _user ??= await OwnerAsync(cancellationToken);
        var lines = new List<string>();
        var name = await CreateAsync(["python", "-m", "devstack_tests", "list"], [], cancellationToken);
        var exitCode = await engine.RunAsync(["start", "--attach", name], lines.Add, cancellationToken);
        return exitCode == 0
            ? TestInventory.Parse(lines[^1])
            : throw new TestRunException($"The tests can't be listed:\n{string.Join('\n', lines)}");
    }

    /// <summary>Makes a container for a part of the tests; it hasn't started yet.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreatePartAsync(string plan, int? debuggerPort, bool hasTerminal, CancellationToken cancellationToken)
    {
        string[] port = debuggerPort is { } number ? ["--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{number}:{number}")] : [];
        string[] terminal = hasTerminal ? ["--tty", "--interactive"] : [];
        var name = await CreateAsync(["python", "-m", "devstack_tests", "run", $"{TestImages.Folder}/plan.json"], [.. port, .. terminal], cancellationToken);
        await CopyTextAsync(name, "plan.json", plan, cancellationToken);
        return name;
    }

    /// <summary>Runs a container to its end, giving its lines away.</summary>
    public Task<int> RunAsync(string container, Action<string> line, CancellationToken cancellationToken) =>
        engine.RunAsync(["start", "--attach", container], line, cancellationToken);

    /// <summary>Copies the results of a container that has ended into a new folder.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> TryFetchAsync(string container, string folder, CancellationToken cancellationToken) =>
        await engine.RunAsync(["cp", $"{container}:{TestImages.Results}/.", folder], _ => { }, cancellationToken) == 0;

    /// <summary>Runs another program over results that lie in a folder of this machine.</summary>
    public async Task<int> RunOverAsync(string folder, IReadOnlyList<string> command, Action<string> line, CancellationToken cancellationToken)
    {
        var name = await CreateAsync(command, [], cancellationToken);
        await RequireAsync(["cp", folder, $"{name}:{TestImages.Results}"], cancellationToken);
        return await engine.RunAsync(["start", "--attach", name], line, cancellationToken);
    }

    /// <summary>Runs another program in the checkout.</summary>
    public async Task<int> RunCheckAsync(IReadOnlyList<string> command, Action<string> line, CancellationToken cancellationToken) =>
        await engine.RunAsync(["start", "--attach", await CreateAsync(command, [], cancellationToken)], line, cancellationToken);

    /// <summary>Removes all of it, whether it runs or not.</summary>
    public async ValueTask DisposeAsync()
    {
        var containers = await engine.ListAsync(new Dictionary<string, string> { [RunLabel] = _id }, CancellationToken.None);
        // With --volumes: MongoDB's image has one without a name for its configuration.
        if (containers.Count > 0)
        {
            await engine.RunAsync(["rm", "--force", "--volumes", .. containers.Select(container => container.Name)], _ => { }, CancellationToken.None);
        }

        if (_hasNetwork)
        {
            await engine.RunAsync(["network", "rm", Network], _ => { }, CancellationToken.None);
        }
    }

    private async Task<string> CreateAsync(IReadOnlyList<string> command, string[] more, CancellationToken cancellationToken)
    {
        var name = $"{stack.Name}-test-{_id}-{Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture)}";
        var network = command.Contains("run") ? Network : "none";
        string[] mounts = [.. checkouts.SelectMany(checkout => new[] { "--volume", $"{checkout.Folder}:{codeFolder}" })];
        // Parts share a checkout and must not share its scratch folder; the folder has to be there, or the engine would make it.
        string[] scratch = images.MongoDB is not null && (checkouts.Count == 0) || checkouts.Count > 0 && Directory.Exists(Path.Combine(checkouts[0].Folder, "test_root")) ? ["--tmpfs", $"{codeFolder}/test_root:mode=1777"] : [];
        string[] user = _user is null ? [] : ["--user", _user, "--env", "HOME=/tmp"];
        await RequireAsync(
            [
                "create", "--init", "--name", name, .. Labels, "--network", network, "--workdir", codeFolder, .. mounts, .. scratch, .. user,
                "--env", "EDXAPP_TEST_MONGO_HOST=mongodb", "--env", "EDXAPP_TEST_MONGO_PORT=27017",
                "--env", "PYTHONDONTWRITEBYTECODE=1", "--env", $"PYTHONPATH={TestImages.Folder}", "--env", "PYDEVD_DISABLE_FILE_VALIDATION=1",
                "--env", $"DEVSTACK_TEST_RESULTS={TestImages.Results}",
                .. more, "--entrypoint", command[0], images.Platform, .. command.Skip(1),
            ],
            cancellationToken);
        await CopyTextAsync(name, "devstack_tests.py", PlatformContainers.Source("devstack_tests.py"), cancellationToken);
        return name;
    }

    private async Task CopyTextAsync(string container, string name, string text, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("devstack-test-");
        try
        {
            var file = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(file, text, cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            await RequireAsync(["cp", file, $"{container}:{TestImages.Folder}/{name}"], cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What tests write into a checkout is to belong to its owner.
    private async Task<string?> OwnerAsync(CancellationToken cancellationToken)
    {
        if (checkouts.Count == 0 || await CheckoutOwner.OfAsync(checkouts[0].Folder, cancellationToken) is not { } owner)
        {
            return null;
        }

        return owner.Split(':')[0] is "0" || owner.StartsWith($"{PlatformContainers.User.ToString(CultureInfo.InvariantCulture)}:", StringComparison.Ordinal) ? null : owner;
    }

    private async Task RequireAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        if (await engine.RunAsync(arguments, lines.Add, cancellationToken) is not 0 and var exitCode)
        {
            throw new TestRunException($"'{engine.Command} {string.Join(' ', arguments.Take(2))} ...' ended with {exitCode}: {string.Join('\n', lines)}");
        }
    }
}
