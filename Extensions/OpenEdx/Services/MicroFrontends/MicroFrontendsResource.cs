using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services.MicroFrontends;

/// <summary>The micro-frontends of a release: one container that serves all of them as static files.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class MicroFrontendsResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    internal const string HttpEndpointName = "http";

    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <summary>Where the files are served; the address is known once the container runs.</summary>
    public EndpointReference HttpEndpoint => field ??= new(this, HttpEndpointName);
}
