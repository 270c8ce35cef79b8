using System.Formats.Tar;
using System.Globalization;
using System.Text;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The containers of a test run, away from the stack's own: a network, a MongoDB without data, and one for each part.</summary>
/// <remarks>They carry the stack's label, so that <c>./devstack stop</c> ends what a killed run has left behind.</remarks>
/// <param name="stack">Whose label they carry.</param>
/// <param name="engine">The engine.</param>
/// <param name="images">What they are made from.</param>
/// <param name="codeFolder">Where the code lies in them.</param>
/// <param name="checkout">What is mounted over the code; <see langword="null"/> for the image's own.</param>
/// <param name="packages">Checkouts of packages, which the code imports.</param>
internal sealed class TestContainers(
    StackIdentity stack, IContainerEngine engine, TestImages images, string codeFolder, Checkout? checkout, IReadOnlyList<Checkout> packages) : IAsyncDisposable
{
    /// <summary>The exit code of a shell that doesn't find a program.</summary>
    public const int MissingProgram = 127;

    private const string RunLabel = "devstack.test";

    // What npm installs lies in a volume that the engine fills from the image: a checkout that names other packages than the image gets its own.
    private const string WithNodePackages =
        "lock=package-lock.json; made=/openedx/image/$lock; [ ! -e node_modules/.devstack-lock.json ] || made=node_modules/.devstack-lock.json; "
        + "if [ -e $lock ] && ! cmp -s $lock $made; then npm clean-install || exit; fi; exec \"$0\" \"$@\"";

    private static readonly string[] Sources = ["devstack_tests.py", "devstack_checkouts.py"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly string _id = Guid.NewGuid().ToString("N")[..8];
    private int _number;
    private string? _user;
    private bool _hasNetwork;
    private Task _mongodb = Task.CompletedTask;

    private string Network => $"{stack.Name}-test-{_id}";

    private string MongoDB => $"{stack.Name}-test-{_id}-mongodb";

    private string[] Labels => ["--label", $"{StackIdentity.StackLabel}={stack.Name}", "--label", $"{RunLabel}={_id}"];

    /// <summary>Makes the network, and begins to start MongoDB, the only server that the platform's tests need (platform.md 11). Tests of a service and checks have none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _user = await OwnerAsync(cancellationToken);
        _hasNetwork = true;
        await RequireAsync(["network", "create", .. Labels, Network], cancellationToken);
        if (images.MongoDB is { } image)
        {
            // Tests are listed, and containers made, meanwhile.
            _mongodb = StartMongoDBAsync(image, cancellationToken);
        }
    }

    private async Task StartMongoDBAsync(string image, CancellationToken cancellationToken)
    {
        await RequireAsync(
            ["run", "--detach", "--init", "--name", MongoDB, .. Labels, "--network", Network, "--network-alias", "mongodb", "--tmpfs", "/data/db", image], cancellationToken);
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
        var lines = new List<string>();
        var name = await CreateAsync(["python", "-m", "devstack_tests", "list"], "none", [], cancellationToken);
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
        return await CreateAsync(["python", "-m", "devstack_tests", "run", $"{TestImages.Folder}/plan.json"], Network, [.. port, .. terminal], cancellationToken, ("plan.json", plan));
    }

    /// <summary>Runs a container to its end, when MongoDB answers, giving its lines away.</summary>
    /// <exception cref="TestRunException">MongoDB doesn't answer.</exception>
    public async Task<int> RunAsync(string container, Action<string> line, CancellationToken cancellationToken)
    {
        await _mongodb;
        return await engine.RunAsync(["start", "--attach", container], line, cancellationToken);
    }

    /// <summary>Copies the results of a container that has ended into a new folder.</summary>
    /// <returns>Whether there are any.</returns>
    public async Task<bool> TryFetchAsync(string container, string folder, CancellationToken cancellationToken) =>
        await engine.RunAsync(["cp", $"{container}:{TestImages.Results}/.", folder], _ => { }, cancellationToken) == 0;

    /// <summary>Runs another program over results that lie in a folder of this machine.</summary>
    public async Task<int> RunOverAsync(string folder, IReadOnlyList<string> command, Action<string> line, CancellationToken cancellationToken)
    {
        var name = await CreateAsync(command, "none", [], cancellationToken);
        await RequireAsync(["cp", folder, $"{name}:{TestImages.Results}"], cancellationToken);
        return await engine.RunAsync(["start", "--attach", name], line, cancellationToken);
    }

    /// <summary>Runs a check in the checkout.</summary>
    /// <returns>Its exit code; <see cref="MissingProgram"/> when the image or the checkout lacks it.</returns>
    public async Task<int> RunCheckAsync(PlatformCheck check, IReadOnlyList<string> arguments, Action<string> line, CancellationToken cancellationToken)
    {
        // By a shell: engines have exit codes of their own for a missing program.
        string[] command = ["sh", "-c", check.NeedsNode ? WithNodePackages : "exec \"$0\" \"$@\"", .. check.Command, .. arguments];
        string[] options = checkout is null || !check.NeedsNode ? [] : await NodePackagesAsync(checkout, cancellationToken);
        return await engine.RunAsync(["start", "--attach", await CreateAsync(command, Network, options, cancellationToken)], line, cancellationToken);
    }

    /// <summary>Removes all of it, whether it runs or not.</summary>
    public async ValueTask DisposeAsync()
    {
        // It may be making its container just now. Whoever needed it has been told how it ended.
        await Task.WhenAny(_mongodb);
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

    // What the stack's job has installed for this checkout; without a stack a copy of what the image has.
    private async Task<string[]> NodePackagesAsync(Checkout code, CancellationToken cancellationToken)
    {
        var folders = Checkouts.MadeFolders.Where(folder => folder == "node_modules" || folder.Contains("vendor", StringComparison.Ordinal)).ToList();
        await MountPoints.MakeAsync(code.Folder, folders, cancellationToken);
        var volumes = folders.ToDictionary(folder => folder, folder => stack.VolumeName("openedx", Checkouts.VolumeOf(folder)));
        var found = await engine.FindVolumesAsync(volumes.Values, cancellationToken);
        return
        [
            .. folders.SelectMany(folder => new[]
            {
                "--volume", found.ContainsKey(volumes[folder]) ? $"{volumes[folder]}:{codeFolder}/{folder}" : $"{codeFolder}/{folder}",
            }),
        ];
    }

    private async Task<string> CreateAsync(
        IReadOnlyList<string> command, string network, string[] more, CancellationToken cancellationToken, params (string Name, string Text)[] files)
    {
        var name = $"{stack.Name}-test-{_id}-{Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture)}";
        string[] mounts =
        [
            .. checkout is null ? [] : new[] { "--volume", $"{checkout.Folder}:{codeFolder}" },
            .. packages.SelectMany(package => new[] { "--volume", $"{package.Folder}:{package.Target}" }),
        ];
        // Parts share a checkout and must not share its scratch folder; the folder has to be there, or the engine would make it.
        string[] scratch = (checkout is null ? images.MongoDB is not null : Directory.Exists(Path.Combine(checkout.Folder, "test_root"))) ? ["--tmpfs", $"{codeFolder}/test_root:mode=1777"] : [];
        string[] user = _user is null ? [] : ["--user", _user, "--env", "HOME=/tmp"];
        await RequireAsync(
            [
                "create", "--init", "--name", name, .. Labels, "--network", network, "--workdir", codeFolder, .. mounts, .. scratch, .. user,
                "--env", "EDXAPP_TEST_MONGO_HOST=mongodb", "--env", "EDXAPP_TEST_MONGO_PORT=27017",
                "--env", "PYTHONDONTWRITEBYTECODE=1", "--env", $"PYTHONPATH={string.Join(':', [TestImages.Folder, .. packages.Select(package => package.SourceFolder)])}",
                "--env", $"DEVSTACK_TEST_PACKAGES={string.Join(':', packages.Select(package => package.Target))}", "--env", "PYDEVD_DISABLE_FILE_VALIDATION=1",
                "--env", $"DEVSTACK_TEST_RESULTS={TestImages.Results}",
                .. more, "--entrypoint", command[0], images.Platform, .. command.Skip(1),
            ],
            cancellationToken);
        await using var archive = await ArchiveAsync([.. files, .. Sources.Select(source => (source, PlatformContainers.Source(source)))], cancellationToken);
        await engine.UnpackAsync(name, archive, cancellationToken);
        return name;
    }

    private static async Task<Stream> ArchiveAsync(IEnumerable<(string Name, string Text)> files, CancellationToken cancellationToken)
    {
        var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                var entry = new PaxTarEntry(TarEntryType.RegularFile, $"{TestImages.Folder}/{name}".TrimStart('/'))
                {
                    Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                };
                await writer.WriteEntryAsync(entry, cancellationToken);
            }
        }

        archive.Position = 0;
        return archive;
    }

    // What tests write into a checkout is to belong to its owner.
    private async Task<string?> OwnerAsync(CancellationToken cancellationToken)
    {
        if (checkout is null || await CheckoutOwner.OfAsync(checkout.Folder, cancellationToken) is not { } owner)
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
