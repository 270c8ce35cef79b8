using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Jobs;

/// <summary>
/// Prepares what checkouts lack after the mount: entry points, and for edx-platform what npm makes, in volumes. Runs again when a
/// <c>setup.py</c> or <c>package-lock.json</c> has changed.
/// </summary>
internal static class CheckoutsJob
{
    /// <summary>Adds the job; <see langword="null"/> when there is nothing to prepare.</summary>
    public static PlatformJobResource? TryAdd(IResourceBuilder<OpenEdxResource> platform, string name)
    {
        var checkouts = Checkouts.Of(platform.Resource.Options)
            .Where(checkout => checkout.Kind is CheckoutKind.Platform or CheckoutKind.Package).ToList();
        return checkouts.Count == 0 || platform.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? null
            : platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
                .WithPlatform(platform.Resource, PlatformVariant.Lms)
                .Describing(checkouts);
    }

    /// <summary>Adds the job of a service's packages; <see langword="null"/> when it has none.</summary>
    public static PlatformJobResource? TryAdd(IResourceBuilder<OpenEdxResource> platform, OpenEdxServiceResource service)
    {
        var packages = Checkouts.OfService(platform.Resource.Options, service.Name);
        return packages.Count == 0 || platform.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? null
            : platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{service.Name}-packages", platform.Resource))
                .WithService(service)
                .Describing(packages);
    }

    private static PlatformJobResource Describing(this IResourceBuilder<PlatformJobResource> job, IReadOnlyList<Checkout> checkouts) => job
        .WithEnvironment("DEVSTACK_CHECKOUTS", string.Join(' ', checkouts.Select(Checkouts.FingerprintOf)))
        .WithIconName("ClipboardTask")
        .AsJob(new(["python", "-m", "devstack_checkouts", Checkouts.MetadataFolder, .. checkouts.Select(checkout => checkout.Target)]))
        .Resource;
}
