using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Kubernetes.Files;

/// <summary>The overlays: written once, from then on the user's.</summary>
internal static class Overlays
{
    public const string Staging = "staging";
    public const string Production = "production";

    public static IEnumerable<PublishedFile> Write(KubernetesObjects objects)
    {
        foreach (var name in new[] { Staging, Production })
        {
            yield return PublishedFile.Text($"overlays/{name}/kustomization.yaml", Kustomization(objects, name)) with { IsUsers = true };
            var settings = Settings(objects.Context, name);
            if (settings.Length > 0)
            {
                yield return PublishedFile.Text($"overlays/{name}/settings.env", settings) with { IsUsers = true };
            }
        }
    }

    private static string Kustomization(KubernetesObjects objects, string name)
    {
        var context = objects.Context;
        var isProduction = name is Production;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            # Yours: no publish touches this file. Change what differs here by patches, images and replicas.
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: {context.Namespace}{(isProduction ? "" : $"-{name}")}
            resources:
            - ../../base

            """);
        var components = Components(objects, isProduction, name).ToList();
        text.Append(components.Count > 0 ? "components:\n" : "").Append(string.Concat(components));
        if (Settings(context, name).Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"configMapGenerator:\n- name: {Variables.Settings}\n  behavior: merge\n  envs:\n  - settings.env\n");
        }

        var built = context.Published.Select(workload => workload.Image).Where(Containers.NeedsRegistry).Select(image => image.Reference.Split(':')[0]).Distinct().ToList();
        if (built.Count > 0 && context.Options.ImageRegistry is null)
        {
            text.Append("# Where build/push.sh has put the images; a registry that the publish is told of needs no entry here.\n# images:\n");
            built.ForEach(image => text.Append(CultureInfo.InvariantCulture, $"# - name: {Containers.NoRegistry}/{image}\n#   newName: registry.example.com/team/{image}\n"));
        }

        return text.Append(QueueAddresses(objects)).ToString();
    }

    // KEDA asks from its own namespace, and so by the name of this one. Only an overlay's own replacements come after its namespace.
    private static string QueueAddresses(KubernetesObjects objects)
    {
        var scaled = objects.Workloads.Where(workload => workload.Component is null && workload.Others.Any(item => item.Kind is "ScaledObject")).Select(workload => workload.Name).ToList();
        if (scaled.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder("# The namespace in the addresses of queues.\nreplacements:\n- source:\n    kind: Namespace\n    fieldPath: metadata.name\n  targets:\n");
        scaled.ForEach(name => text.Append(CultureInfo.InvariantCulture, $"""
              - select:
                  kind: ScaledObject
                  name: {name}
                fieldPaths:
                - spec.triggers.[type=redis].metadata.address
                options:
                  delimiter: '.'
                  index: 1

            """));
        return text.ToString();
    }

    private static IEnumerable<string> Components(KubernetesObjects objects, bool isProduction, string name)
    {
        var context = objects.Context;
        if (context.Options.Secrets is SecretSource.Files && context.Document.Parameters.OfType<SecretSpec>().Any())
        {
            yield return $"# Made by: sh secrets/create.sh overlays/{name}\n- secrets\n";
        }
        else if (context.Options.Secrets is SecretSource.SealedSecrets && context.Document.Parameters.OfType<SecretSpec>().Any())
        {
            yield return $"# Made by: sh secrets/create.sh overlays/{name}\n- sealed\n";
        }

        if (Kustomizations.SettingsOf(context).Count > 0)
        {
            yield return "- ../../components/settings\n";
        }

        var external = ExternalDatastores.Of(context).ToList();
        if (external.Count > 0)
        {
            yield return isProduction
                ? "# Servers outside of the cluster, named in settings.env. Take a line away to run one in the cluster instead.\n"
                : "# Servers outside of the cluster, to be named in settings.env:\n";
        }

        foreach (var service in external)
        {
            yield return $"{(isProduction ? "" : "# ")}- ../../{ExternalDatastores.FolderOf(service)}\n";
        }

        foreach (var component in objects.Workloads.Select(workload => workload.Component).OfType<string>().Distinct().Order(StringComparer.Ordinal))
        {
            yield return $"# Optional:\n# - ../../components/{component}\n";
        }
    }

    private static string Settings(KubernetesContext context, string name)
    {
        var text = new StringBuilder();
        foreach (var setting in Kustomizations.SettingsOf(context))
        {
            var description = setting.Description.Length > 0 ? setting.Description.ReplaceLineEndings(" ") : $"The parameter '{setting.Name}'.";
            text.Append(CultureInfo.InvariantCulture, $"# {description} Read by: {string.Join(", ", setting.UsedBy)}.\n");
            text.Append(setting.Default is { } value ? $"# {setting.Name}={value}\n" : $"# This has to be given:\n# {setting.Name}=\n");
        }

        foreach (var service in ExternalDatastores.Of(context))
        {
            text.Append(CultureInfo.InvariantCulture, $"# The host name of the server that answers as {service.Name}, at the same port.\n");
            text.Append(CultureInfo.InvariantCulture, $"{(name is Production ? "" : "# ")}{ExternalDatastores.SettingOf(service)}={service.Name}.example.internal\n");
        }

        return text.Length > 0 ? "# Yours: no publish touches this file. NAME=VALUE, to the end of the line as it is.\n" + text : "";
    }
}
