using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads where a workload listens.</summary>
internal static class EndpointReader
{
    public static IReadOnlyList<EndpointSpec> Read(ReadingContext context, IResource resource)
    {
        var endpoints = new List<EndpointSpec>();
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal))
        {
            if ((endpoint.TargetPort ?? endpoint.Port) is { } port)
            {
                endpoints.Add(new(endpoint.Name, endpoint.UriScheme, port, endpoint.Protocol is ProtocolType.Udp, endpoint.IsExternal ? endpoint.Port ?? port : null));
            }
            else
            {
                context.Problems.Add(resource.Name, $"has an endpoint '{endpoint.Name}' without a port. Give it a targetPort: the one that the container listens on.");
            }
        }

        return endpoints;
    }
}
