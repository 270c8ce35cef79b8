using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Services.Workers;

/// <summary>Begins a worker again when a Python file or its settings change: by itself it doesn't.</summary>
internal static class WorkerReload
{
    /// <summary>The command around a process of the platform.</summary>
    public static string[] Around(OpenEdxResource platform, PlatformVariant variant, IEnumerable<string> celery) =>
        // At a save LMS and Studio begin again as well, and those a person looks at.
        ["nice", "-n", "10", .. Around(WatchedFolders(platform), $"*.py;{PlatformContainers.DocumentPathOf(variant)}", celery)];

    /// <summary>The command around any process: <c>devstack_reloader</c> listens to changes, or asks for them where a folder needs that.</summary>
    public static string[] Around(IEnumerable<string> folders, string patterns, IEnumerable<string> command) =>
    [
        "python", "-m", "devstack_reloader", .. folders.Select(folder => $"--directory={folder}"), $"--pattern={patterns}", "--recursive",
        "--", "python", "-m", "devstack_worker", .. command,
    ];

    private static IEnumerable<string> WatchedFolders(OpenEdxResource platform) => Checkouts.Of(platform.Options)
        .Where(checkout => checkout.Kind is CheckoutKind.Package)
        .Select(checkout => checkout.SourceFolder)
        .Prepend(PlatformContainers.OwnFolder)
        .Prepend(PlatformContainers.CodeFolder);
}
