using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx.Services.WebProxy;

/// <summary>A site and who answers for it.</summary>
/// <param name="Site">The site.</param>
/// <param name="Endpoint">The endpoint of its container.</param>
internal sealed record WebProxyRoute(Site Site, EndpointReference Endpoint)
{
    /// <summary>The largest body of a request, as Caddy writes it; <see langword="null"/> for any.</summary>
    public string? MaximumBody { get; init; }

    /// <summary>Where the container has the site's icon, when it isn't at <c>/favicon.ico</c>.</summary>
    public string? Icon { get; init; }

    /// <summary>Host and port inside the stack, for example <c>lms:8000</c>.</summary>
    public string Upstream { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{Endpoint.Resource.Name}:{Endpoint.EndpointAnnotation.TargetPort ?? Endpoint.EndpointAnnotation.Port}");
}
