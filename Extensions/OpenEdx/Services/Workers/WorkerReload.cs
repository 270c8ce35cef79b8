using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Services.Workers;

/// <summary>Begins a process of Celery again when a Python file or its settings change: Celery itself doesn't.</summary>
internal static class WorkerReload
{
    /// <summary>The command around the process's own.</summary>
    public static string[] Around(OpenEdxResource platform, PlatformVariant variant, IEnumerable<string> celery) =>
    [
        // At a save LMS and Studio begin again as well, and those a person looks at.
        "nice", "-n", "10", "watchmedo", "auto-restart", .. WatchedFolders(platform), $"--pattern=*.py;{PlatformContainers.DocumentPathOf(variant)}", "--recursive",
        "--", "python", "-m", "devstack_worker", .. celery,
    ];

    private static IEnumerable<string> WatchedFolders(OpenEdxResource platform) => Checkouts.Of(platform.Options)
        .Where(checkout => checkout.Kind is CheckoutKind.Package)
        .Select(checkout => checkout.SourceFolder)
        .Prepend(PlatformContainers.OwnFolder)
        .Prepend(PlatformContainers.CodeFolder)
        .Select(folder => $"--directory={folder}");
}
