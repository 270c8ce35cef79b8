using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Which host names lead where, as an Ingress or as a Gateway.</summary>
internal static class Routes
{
    /// <summary>The routes of the model; a service with an open HTTP endpoint and no route has a host name of its own.</summary>
    public static IReadOnlyList<RouteSpec> Of(KubernetesContext context)
    {
        var routed = context.Document.Routes.Select(route => route.Service).ToHashSet();
        var others = context.Published
            .OfType<ServiceSpec>()
            .Where(service => !routed.Contains(service.Name))
            .SelectMany(service => service.Endpoints, (service, endpoint) => (service.Name, endpoint))
            .Where(pair => pair.endpoint is { PublicPort: not null, Scheme: "http" })
            .Select(pair => new RouteSpec(HostOf(pair.Name), "/", pair.Name, pair.endpoint.Port, null));
        return [.. context.Document.Routes, .. others];
    }

    /// <summary>The settings that no model has: the host names of services that are open without a route.</summary>
    public static IEnumerable<SettingSpec> Settings(KubernetesContext context) => Of(context)
        .Skip(context.Document.Routes.Count)
        .Select(route => new SettingSpec { Name = ((ParameterPiece)route.Host.Pieces[0]).Parameter, Description = $"The host name of {route.Service}.", UsedBy = [route.Service] });

    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Render(KubernetesContext context)
    {
        var routes = Of(context);
        return routes.Count == 0 ? [] : context.Options.Routing.Kind is RoutingKind.Ingress ? [Ingress(context, routes)] : Gateways.Of(context, routes);
    }

    /// <summary>The host names, in the order in which they stand in the object.</summary>
    public static IReadOnlyList<Value> Hosts(IEnumerable<RouteSpec> routes) =>
        [.. routes.Select(route => route.Host).DistinctBy(host => host.ToString())];

    /// <summary>A host name for the base: a parameter's default, else its name, which the overlay's settings replace.</summary>
    public static string Text(KubernetesContext context, Value host) => string.Concat(host.Pieces.Select(piece => piece switch
    {
        TextPiece text => text.Text,
        ParameterPiece parameter when context.Settings.TryGetValue(parameter.Parameter, out var setting) && setting.Default is { } value
            && (host.Pieces.Count == 1 || !value.Contains('.', StringComparison.Ordinal)) => value,
        ParameterPiece parameter => parameter.Parameter,
        _ => throw new NotSupportedException(),
    }));

    /// <summary>The Secret with the certificate of a stack.</summary>
    public static string CertificateOf(KubernetesContext context) => $"{context.Stack}-tls";

    private static Value HostOf(string service) => new([new ParameterPiece($"{service}-host", IsSecret: false, ValueEncoding.Plain)]);

    private static V1Ingress Ingress(KubernetesContext context, IReadOnlyList<RouteSpec> routes)
    {
        var options = context.Options.Routing;
        var ingress = new V1Ingress
        {
            ApiVersion = "networking.k8s.io/v1",
            Kind = "Ingress",
            Metadata = context.Metadata(context.Stack),
            Spec = new()
            {
                IngressClassName = options.ClassName,
                Tls = [new() { SecretName = CertificateOf(context), Hosts = [.. Hosts(routes).Select(host => Text(context, host))] }],
                Rules = [.. Hosts(routes).Select(host => new V1IngressRule { Host = Text(context, host), Http = new() { Paths = [.. PathsOf(routes, host)] } })],
            },
        };
        var seconds = KubernetesText.Seconds(options.Timeout).ToString(System.Globalization.CultureInfo.InvariantCulture);
        ingress.Metadata.Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (options.ClusterIssuer.Length > 0)
        {
            ingress.Metadata.Annotations["cert-manager.io/cluster-issuer"] = options.ClusterIssuer;
        }

        // Other controllers pass over the annotations of one that isn't theirs.
        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-body-size"] = $"{options.BodyLimitMebibytes}m";
        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-read-timeout"] = seconds;
        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-send-timeout"] = seconds;
        ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-request-buffering"] = "off";
        return ingress;
    }

    private static IEnumerable<V1HTTPIngressPath> PathsOf(IEnumerable<RouteSpec> routes, Value host) => routes
        .Where(route => route.Host.ToString() == host.ToString())
        .Select(route => new V1HTTPIngressPath { Path = route.Path, PathType = "Prefix", Backend = new() { Service = new() { Name = route.Service, Port = new() { Number = route.Port } } } });
}
