using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Jobs;

/// <summary>A job that prepares a platform: it runs once, and again when what goes into it has changed.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class PlatformJobResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;
}
