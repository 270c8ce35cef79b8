using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Probes;

namespace Devstack.OpenEdx.Production;

/// <summary>Delivers the e-mails of a published platform that has no mail server of its own.</summary>
internal static class MailRelay
{
    /// <summary>Its resource's name.</summary>
    public const string Name = "smtp";

    /// <summary>Where it takes mail.</summary>
    public const int Port = 8025;

    private const string EndpointName = "smtp";
    private const int User = 100; // exim in its image
    private const int Group = 101;

    /// <summary>Whether mail goes to a relay, instead of a catcher or a server of the user's.</summary>
    public static bool IsUsed(OpenEdxResource platform) => !platform.Options.External.Smtp.IsUsed && !platform.Options.Publish.MailCatcher;

    /// <summary>The relay of a platform that is published, added when it is first asked for; <see langword="null"/> when there is none.</summary>
    public static IResource? Of(IDistributedApplicationBuilder builder, OpenEdxResource platform)
    {
        if (!builder.ExecutionContext.IsPublishMode || !IsUsed(platform))
        {
            return null;
        }

        return builder.Resources.OfType<MailRelayResource>().FirstOrDefault(relay => relay.Parent == platform) ?? Add(builder, platform);
    }

    private static MailRelayResource Add(IDistributedApplicationBuilder builder, OpenEdxResource platform)
    {
        var relay = builder.AddResource(new MailRelayResource(Name, platform))
            .WithImage(platform.Release.Images.MailRelay, platform.Images)
            .WithEndpoint(targetPort: Port, scheme: "tcp", name: EndpointName)
            // Who it is to the servers that it delivers to.
            .WithEnvironment("HOSTNAME", platform.Sites.Host)
            .WithUser(User, Group)
            // What waits for another attempt: Compose hands it to the next container.
            .WithReadOnlyRoot(["/tmp"], onDisk: ["/var/spool/exim"])
            .WithCapabilities()
            .WithSize(Size.MailRelay);
        relay.WithProbe(new(ProbeKind.Readiness, new TcpProbe(relay.GetEndpoint(EndpointName))));
        return relay.Resource;
    }
}

/// <summary>The mail relay of a platform.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
internal sealed class MailRelayResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;
}
