using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Jobs;

/// <summary>Prepares what checkouts of packages lack after the mount: their entry points, in a volume. Runs again when a <c>setup.py</c> has changed.</summary>
internal static class CheckoutsJob
{
    /// <summary>Adds the job; <see langword="null"/> when there is nothing to prepare.</summary>
    public static PlatformJobResource? TryAdd(IResourceBuilder<OpenEdxResource> platform, string name)
    {
        var packages = Checkouts.Of(platform.Resource.Options).Where(checkout => checkout.Kind is CheckoutKind.Package).ToList();
        return packages.Count == 0 || platform.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? null
            : platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
                .WithPlatform(platform.Resource, PlatformVariant.Lms)
                .WithEnvironment("DEVSTACK_CHECKOUTS", string.Join(' ', packages.Select(Checkouts.FingerprintOf)))
                .WithIconName("ClipboardTask")
                .AsJob(new(["python", "-m", "devstack_checkouts", Checkouts.MetadataFolder, .. packages.Select(package => package.Target)]))
                .Resource;
    }
}
