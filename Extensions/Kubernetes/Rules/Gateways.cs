using System.Globalization;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>A Gateway with a listener for each host name, and the routes to it. Gateway API, version 1.</summary>
/// <remarks>The API has no limit of a request's body: an implementation has one of its own kind, or none.</remarks>
internal static class Gateways
{
    private const string Version = "gateway.networking.k8s.io/v1";

    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Of(KubernetesContext context, IReadOnlyList<RouteSpec> routes)
    {
        var hosts = Routes.Hosts(routes);
        yield return Gateway(context, hosts);
        yield return Route(context, $"{context.Stack}-redirect", CustomObject.Map(
            ("parentRefs", List(CustomObject.Map(("name", context.Stack), ("sectionName", "http")))),
            ("rules", List(CustomObject.Map(("filters", List(CustomObject.Map(("type", "RequestRedirect"), ("requestRedirect", CustomObject.Map(("scheme", "https"), ("statusCode", 301)))))))))));
        for (var i = 0; i < hosts.Count; i++)
        {
            var host = hosts[i];
            yield return Route(context, RouteName(context, i), CustomObject.Map(
                ("hostnames", List(Routes.Text(context, host))),
                ("parentRefs", List(CustomObject.Map(("name", context.Stack), ("sectionName", ListenerName(i))))),
                ("rules", routes.Where(route => route.Host.ToString() == host.ToString()).Select(route => RuleOf(context, route)).ToArray())));
        }
    }

    public static string RouteName(KubernetesContext context, int index) => string.Create(CultureInfo.InvariantCulture, $"{context.Stack}-{index}");

    private static CustomObject Gateway(KubernetesContext context, IReadOnlyList<Value> hosts)
    {
        var metadata = context.Metadata(context.Stack);
        if (context.Options.Routing.ClusterIssuer is { Length: > 0 } issuer)
        {
            metadata.Annotations = new Dictionary<string, string> { ["cert-manager.io/cluster-issuer"] = issuer };
        }

        return new()
        {
            ApiVersion = Version,
            Kind = "Gateway",
            Metadata = metadata,
            Spec = CustomObject.Map(
                ("gatewayClassName", context.Options.Routing.ClassName),
                ("listeners", (object[])
                [
                    // Last: the settings' replacements count the listeners with a host name.
                    .. hosts.Select((host, index) => CustomObject.Map(
                        ("name", ListenerName(index)),
                        ("hostname", Routes.Text(context, host)),
                        ("port", 443),
                        ("protocol", "HTTPS"),
                        ("tls", CustomObject.Map(("mode", "Terminate"), ("certificateRefs", List(CustomObject.Map(("name", Routes.CertificateOf(context))))))))),
                    CustomObject.Map(("name", "http"), ("port", 80), ("protocol", "HTTP")),
                ])),
        };
    }

    private static CustomObject Route(KubernetesContext context, string name, SortedDictionary<string, object> spec) =>
        new() { ApiVersion = Version, Kind = "HTTPRoute", Metadata = context.Metadata(name), Spec = spec };

    private static SortedDictionary<string, object> RuleOf(KubernetesContext context, RouteSpec route) => CustomObject.Map(
        ("matches", List(CustomObject.Map(("path", CustomObject.Map(("type", "PathPrefix"), ("value", route.Path)))))),
        ("timeouts", CustomObject.Map(("request", $"{KubernetesText.Seconds(context.Options.Routing.Timeout)}s"))),
        ("backendRefs", List(CustomObject.Map(("name", route.Service), ("port", route.Port)))));

    private static string ListenerName(int index) => string.Create(CultureInfo.InvariantCulture, $"https-{index}");

    private static object[] List(params object[] items) => items;
}
