using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Development.Frontends;

/// <summary>The development server of a micro-frontend whose checkout is mounted. Run mode only.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
/// <param name="frontend">The checkout.</param>
public sealed class FrontendServerResource(string name, OpenEdxResource platform, FrontendCheckout frontend) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    internal const string HttpEndpointName = "http";

    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <summary>The checkout, and which micro-frontend it is.</summary>
    public FrontendCheckout Frontend { get; } = frontend;

    /// <summary>Where it answers; the address is known once the container runs.</summary>
    public EndpointReference HttpEndpoint => field ??= new(this, HttpEndpointName);
}
