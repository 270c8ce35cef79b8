using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Services.Codejail;

/// <summary>What keeps codejail's sandbox closed: a network without a way out; and where its image needs one, its AppArmor profile, and no right but those by which it becomes the sandbox's user.</summary>
internal static class CodejailConfinement
{
    /// <summary>The container that loads the profile in a devstack; on servers their administrator does.</summary>
    public const string Loader = "codejail-apparmor";

    private const string Profile = "devstack_codejail";
    private const string ProfilesFolder = "/profiles";
    private const string LoaderImage = "codejail-apparmor-loader";

    public static void Apply(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<OpenEdxServiceResource> service)
    {
        service.WithAnnotation(new NetworkPurposeAnnotation("sandbox"));
        if (!platform.Resource.Release.HasAppArmorSandbox)
        {
            return;
        }

        service
            .WithAppArmorProfile(Profile, PlatformContainers.Source($"{Profile}.profile"))
            .WithPrivilegeEscalation();
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            service.WaitFor(AddLoader(platform));
        }
        else
        {
            // By sudo, which notes it for the audit; and to end what takes too long.
            service.WithCapabilities("SETUID", "SETGID", "AUDIT_WRITE", "KILL");
        }
    }

    // The kernel forgets profiles when the machine starts again: a job, which is done once, wouldn't bring them back.
    private static IResourceBuilder<ContainerResource> AddLoader(IResourceBuilder<OpenEdxResource> platform) =>
        platform.ApplicationBuilder.AddContainer(Loader, LoaderImage)
            .WithImage(platform.Resource.Release.Images.Services[LoaderImage], platform.Resource.Images)
            .WithIconName("ShieldLock")
            .WithTextFile($"{ProfilesFolder}/{Profile}", () => PlatformContainers.Source($"{Profile}.profile"))
            // Only root of the machine may load one. Its own abstractions are what the profile includes.
            .WithContainerRuntimeArgs("--privileged", "--volume", "/sys:/sys", "--volume", "/etc/apparmor.d:/etc/apparmor.d:ro")
            .WithEntrypoint("/usr/bin/loader")
            .WithArgs("-logtostderr", "-v=2", "-poll", "30s", ProfilesFolder)
            .WithReadiness("grep", "-q", $"^{Profile} ", "/sys/kernel/security/apparmor/profiles");
}
