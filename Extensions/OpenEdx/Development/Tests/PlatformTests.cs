using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Images;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The tests of the platform that a configuration means: its release, its checkout.</summary>
/// <param name="stack">What the stack is called; it need not run.</param>
/// <param name="engine">The engine.</param>
/// <param name="options">The configuration.</param>
/// <param name="root">The repository, which has the folders that images are built from.</param>
/// <param name="line">Gets each line for a person.</param>
public sealed class PlatformTests(StackIdentity stack, IContainerEngine engine, DevstackOptions options, string root, Action<string> line)
{
    private readonly Checkout[] _checkouts = [.. Checkouts.Of(options).Where(checkout => checkout.Kind is CheckoutKind.Platform)];

    /// <summary>The checkout whose tests run; <see langword="null"/> for the code in the image.</summary>
    public string? Checkout => _checkouts.FirstOrDefault()?.Folder;

    /// <summary>Runs tests once; with <paramref name="watch"/> again and again, when a Python file of the checkout has changed.</summary>
    /// <returns>pytest's exit code of the last run.</returns>
    /// <exception cref="TestRunException">Something is missing or can't be understood.</exception>
    public async Task<int> RunAsync(TestRunOptions run, bool watch, CancellationToken cancellationToken)
    {
        if (watch && Checkout is null)
        {
            throw new TestRunException("--watch needs a checkout of edx-platform: name it in devstack.yaml (checkouts:), else nothing can change.");
        }

        await using var containers = await ContainersAsync(cancellationToken);
        await containers.StartAsync(cancellationToken);
        var tests = new TestRun(line);
        while (true)
        {
            // Changes during a run count: they are what the next one is for.
            using var changes = watch ? new PythonChanges(Checkout!) : null;
            var exitCode = await tests.RunAsync(run, containers, cancellationToken);
            if (changes is null)
            {
                return exitCode;
            }

            line("Waiting for a change; Ctrl+C ends it.");
            await changes.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Runs one of <see cref="PlatformChecks.All"/>.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> CheckAsync(string name, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        await using var containers = await ContainersAsync(cancellationToken);
        return await containers.RunCheckAsync([.. PlatformChecks.All[name], .. arguments], line, cancellationToken);
    }

    private async Task<TestContainers> ContainersAsync(CancellationToken cancellationToken)
    {
        var release = ReleaseCatalog.Get(options.Release);
        var catalog = new ImageCatalog(root) { InsteadOf = new PlatformImages(options, release, published: false).InsteadOf };
        return new(stack, engine, await TestImages.BringAsync(release, catalog, new ImageBringer(catalog, engine), line, cancellationToken), _checkouts);
    }
}

/// <summary>Changes of Python files below a folder.</summary>
internal sealed class PythonChanges : IDisposable
{
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PythonChanges(string folder)
    {
        _watcher = new FileSystemWatcher(folder, "*.py") { IncludeSubdirectories = true };
        _watcher.Changed += (_, _) => _changed.TrySetResult();
        _watcher.Created += (_, _) => _changed.TrySetResult();
        _watcher.Deleted += (_, _) => _changed.TrySetResult();
        _watcher.Renamed += (_, _) => _changed.TrySetResult();
        _watcher.EnableRaisingEvents = true;
    }

    public Task WaitAsync(CancellationToken cancellationToken) => _changed.Task.WaitAsync(cancellationToken);

    public void Dispose() => _watcher.Dispose();
}
