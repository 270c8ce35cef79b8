using System.Globalization;
using System.Text;
using System.Text.Json;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Helm;

/// <summary><c>values.yaml</c>: what may differ from one installation to the next.</summary>
internal static class HelmValues
{
    /// <summary>The expression for a setting; without a value the rendering ends with a sentence.</summary>
    public static string Setting(string name) => $"required \"settings.{name} has to be given\" (index .Values.settings \"{name}\")";

    /// <summary>The expression for one of a workload's values.</summary>
    public static string Workload(string workload, string key) => $"index .Values.workloads \"{workload}\" \"{key}\"";

    /// <summary>The expression for the server that a datastore is outside of the cluster; empty when it is inside.</summary>
    public static string External(string service) => $"index .Values.external \"{service}\"";

    public static string Write(KubernetesObjects objects, HelmImages images)
    {
        var context = objects.Context;
        var text = new StringBuilder("# Copy what differs into a file of your own: helm upgrade --values mine.yaml. A publish writes this one anew.\n");
        WriteHosts(text, context);
        WriteSettings(text, context);
        text.Append("# Images, by name.\nimages:\n");
        foreach (var (key, reference) in images.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {key}: {Quote(reference)}\n");
        }

        text.Append("# Pods: how many, what is kept for each, and what it may take.\nworkloads:\n");
        foreach (var workload in objects.Workloads)
        {
            WriteWorkload(text, workload);
        }

        WriteExternal(text, context);
        text.Append("# Passwords of datastores that secrets/create.sh has made up, which says so in secrets/values.yaml: a server outside has one already.\nmadeSecrets: []\n");
        WriteComponents(text, objects);
        text.Append("# Whether the chart makes the namespace. Helm needs it before the first object, so it usually exists.\ncreateNamespace: false\n");
        return text.ToString();
    }

    /// <summary>What a container is kept and may take, in JSON.</summary>
    public static string Resources(V1Container container) => JsonSerializer.Serialize(
        new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["limits"] = Texts(container.Resources.Limits),
            ["requests"] = Texts(container.Resources.Requests),
        });

    private static SortedDictionary<string, string> Texts(IDictionary<string, ResourceQuantity> amounts) =>
        new(amounts.ToDictionary(amount => amount.Key, amount => amount.Value.ToString()), StringComparer.Ordinal);

    private static void WriteHosts(StringBuilder text, KubernetesContext context)
    {
        text.Append("# Host names, by who answers. A service that knows its own host name has it in its files and variables: publish again for another one.\nhosts:");
        var hosts = new HelmHosts(context).Fixed.ToList();
        text.Append(hosts.Count == 0 ? " {}\n" : "\n");
        hosts.ForEach(host => text.Append(CultureInfo.InvariantCulture, $"  {host.Key}: {Quote(host.Host)}\n"));
    }

    private static void WriteSettings(StringBuilder text, KubernetesContext context)
    {
        var settings = Kustomizations.SettingsOf(context);
        text.Append("# Open parameters.\nsettings:").Append(settings.Count == 0 ? " {}\n" : "\n");
        foreach (var setting in settings)
        {
            text.Append(setting.Description.Length > 0 ? $"  # {setting.Description.ReplaceLineEndings(" ")}\n" : "");
            text.Append(CultureInfo.InvariantCulture, $"  {setting.Name}: {(setting.Default is { } value ? Quote(value) : "# has to be given")}\n");
        }
    }

    private static void WriteWorkload(StringBuilder text, KubernetesWorkload workload)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {workload.Name}:\n");
        if ((workload.Deployment?.Spec.Replicas ?? workload.StatefulSet?.Spec.Replicas) is { } replicas)
        {
            text.Append(CultureInfo.InvariantCulture, $"    replicas: {replicas}\n");
        }

        if (LimitsOf(workload) is var (minimum, maximum))
        {
            text.Append(CultureInfo.InvariantCulture, $"    minReplicas: {minimum}\n    maxReplicas: {maximum}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    resources: {Resources(workload.Container)}\n");
    }

    private static (object Minimum, object Maximum)? LimitsOf(KubernetesWorkload workload) =>
        workload.Autoscaler is { } scaler ? (scaler.Spec.MinReplicas!, scaler.Spec.MaxReplicas)
        : workload.Others.OfType<CustomObject>().FirstOrDefault(item => item.Kind is "ScaledObject") is { } keda ? (keda.Spec["minReplicaCount"], keda.Spec["maxReplicaCount"])
        : null;

    private static void WriteExternal(StringBuilder text, KubernetesContext context)
    {
        var services = ExternalDatastores.Of(context).ToList();
        text.Append("# Servers outside of the cluster that answer in the place of a datastore, at the same port: their host names. Recommended in production.\nexternal:");
        text.Append(services.Count == 0 ? " {}\n" : "\n");
        services.ForEach(service => text.Append(CultureInfo.InvariantCulture, $"  {service.Name}: \"\"\n"));
    }

    private static void WriteComponents(StringBuilder text, KubernetesObjects objects)
    {
        var components = objects.Workloads.Select(workload => workload.Component).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        text.Append("# Optional parts.\ncomponents:").Append(components.Count == 0 ? " {}\n" : "\n");
        components.ForEach(component => text.Append(CultureInfo.InvariantCulture, $"  {component}: false\n"));
    }

    // A text in JSON is one in YAML.
    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
