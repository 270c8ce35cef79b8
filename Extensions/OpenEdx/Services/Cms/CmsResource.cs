using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services.Cms;

/// <summary>Studio of an Open edX platform: the site where courses are written.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class CmsResource(string name, OpenEdxResource platform) : ContainerResource(name), IPlatformWebService
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <inheritdoc/>
    public EndpointReference HttpEndpoint => field ??= new(this, PlatformWebService.HttpEndpointName);

    /// <inheritdoc/>
    public Settings.PlatformVariant Variant => Settings.PlatformVariant.Cms;
}
