using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services.WebProxy;

/// <summary>The web proxy (Caddy) of a platform: the only container that browsers speak to.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class WebProxyResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;
}
