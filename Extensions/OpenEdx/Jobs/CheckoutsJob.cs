using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Services;
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
                .WithEnvironment("DEVSTACK_CHECKOUTS", string.Join(' ', checkouts.Select(Checkouts.FingerprintOf)))
                .WithIconName("ClipboardTask")
                .AsJob(new(["python", "-m", "devstack_checkouts", Checkouts.MetadataFolder, .. checkouts.Select(checkout => checkout.Target)]))
                .Resource;
    }
}
