using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Images;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The tests of the platform, or of a service beside it, that a configuration means: its release, its checkout.</summary>
/// <param name="stack">What the stack is called; it need not run.</param>
/// <param name="engine">The engine.</param>
/// <param name="options">The configuration.</param>
/// <param name="root">The repository, which has the folders that images are built from.</param>
/// <param name="line">Gets each line for a person.</param>
public sealed class PlatformTests(StackIdentity stack, IContainerEngine engine, DevstackOptions options, string root, Action<string> line)
{
    /// <summary>Runs tests once; with <paramref name="watch"/> again and again, when a Python file of the checkout has changed.</summary>
    /// <returns>pytest's exit code of the last run.</returns>
    /// <exception cref="TestRunException">Something is missing or can't be understood.</exception>
    public async Task<int> RunAsync(TestRunOptions run, bool watch, CancellationToken cancellationToken)
    {
        var service = ServiceCode.Find(run.Suite);
        var checkout = CheckoutOf(service);
        if (watch && checkout is null)
        {
            throw new TestRunException($"--watch needs a checkout of {service?.Title ?? "edx-platform"}: name it in devstack.yaml (checkouts:), else nothing can change.");
        }

        await using var containers = await ContainersAsync(service, (release, catalog, bringer) => TestImages.OfTestsAsync(release, service, catalog, bringer, line, cancellationToken));
        await containers.StartAsync(cancellationToken);
        var tests = new TestRun(line);
        while (true)
        {
            // Changes during a run count: they are what the next one is for.
            using var changes = watch ? new PythonChanges(checkout!.Folder) : null;
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
        var check = PlatformChecks.All[name];
        await using var containers = await ContainersAsync(service: null, (release, catalog, bringer) => TestImages.OfCheckAsync(release, check, catalog, bringer, line, cancellationToken));
        await containers.StartAsync(cancellationToken);
        var exitCode = await containers.RunCheckAsync(check, arguments, line, cancellationToken);
        return exitCode != TestContainers.MissingProgram ? exitCode : throw new TestRunException(
            $"'{check.Command[0]}' isn't there, or something that it calls: neither the image of '{options.Release}' nor the checkout has it for '{name}'. "
            + "A Python package comes by pipRequirements (devstack.yaml), one of npm by the checkout's package.json, another program by an image of yours (images.openedx).");
    }

    // The checkout whose tests run; none for the code in the image.
    private Checkout? CheckoutOf(ServiceCode? service) => Checkouts.Of(options).FirstOrDefault(
        checkout => service is null ? checkout.Kind is CheckoutKind.Platform : checkout.HasSettings(service.SettingsModule));

    private async Task<TestContainers> ContainersAsync(ServiceCode? service, Func<Release, ImageCatalog, ImageBringer, Task<TestImages>> bring)
    {
        var release = ReleaseCatalog.Get(options.Release);
        if (service is not null && !release.Images.Services.ContainsKey(service.Name))
        {
            throw new TestRunException($"'{release.Name}' has no {service.Title}. It has: {string.Join(", ", ServiceCode.All.Select(code => code.Name).Where(release.Images.Services.ContainsKey))}.");
        }

        var catalog = new ImageCatalog(root) { InsteadOf = new PlatformImages(options, release, published: false).InsteadOf };
        var images = await bring(release, catalog, new ImageBringer(catalog, engine));
        // Packages are the platform's: what they bring to it is tested with it.
        var packages = service is null ? Checkouts.Of(options).Where(checkout => checkout.Kind is CheckoutKind.Package).ToList() : [];
        return new(stack, engine, images, service?.Folder ?? PlatformContainers.CodeFolder, CheckoutOf(service), packages);
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
