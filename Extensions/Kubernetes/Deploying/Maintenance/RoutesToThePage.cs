using System.Text.Json.Nodes;

namespace Devstack.Kubernetes.Deploying.Maintenance;

/// <summary>Where an Ingress or an HTTPRoute leads while the maintenance page is up: all of it to the page.</summary>
internal static class RoutesToThePage
{
    private const string Ingress = "Ingress";
    private const string Route = "HTTPRoute";

    /// <summary>Whether an object leads requests to services: a route that only sends people elsewhere doesn't.</summary>
    public static bool IsRoute(Manifest item) => item.Kind is Ingress
        || (item.Kind is Route && Rules(item.Body).Any(rule => rule["backendRefs"] is JsonArray { Count: > 0 }));

    /// <summary>The fields that lead to the page, for an object of these rules.</summary>
    /// <param name="item">The object, with the rules that it has or is to have.</param>
    /// <param name="page">The page's Service.</param>
    public static JsonObject FieldsOf(Manifest item, string page)
    {
        var spec = new JsonObject { ["rules"] = new JsonArray([.. Rules(item.Body).Select(rule => Led(item.Kind, rule, page))]) };
        if (item.Body["spec"]?["defaultBackend"] is not null)
        {
            spec["defaultBackend"] = BackendOf(page);
        }

        return new() { ["spec"] = spec };
    }

    /// <summary>The object with those fields.</summary>
    public static Manifest Of(Manifest item, string page)
    {
        var body = item.Body.DeepClone().AsObject();
        foreach (var (field, value) in FieldsOf(item, page)["spec"]!.AsObject())
        {
            body["spec"]![field] = value!.DeepClone();
        }

        return Manifest.Of(body);
    }

    private static JsonObject Led(string kind, JsonObject rule, string page)
    {
        var led = rule.DeepClone().AsObject();
        if (kind is Route && led["backendRefs"] is JsonArray { Count: > 0 })
        {
            led["backendRefs"] = new JsonArray(new JsonObject { ["name"] = page, ["port"] = MaintenancePage.Port });
        }

        foreach (var path in led["http"]?["paths"]?.AsArray() ?? [])
        {
            path!["backend"] = BackendOf(page);
        }

        return led;
    }

    private static IEnumerable<JsonObject> Rules(JsonObject body) => (body["spec"]?["rules"]?.AsArray() ?? []).OfType<JsonObject>();

    private static JsonObject BackendOf(string page) => new() { ["service"] = new JsonObject { ["name"] = page, ["port"] = new JsonObject { ["number"] = MaintenancePage.Port } } };
}
