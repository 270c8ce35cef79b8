using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Kubernetes.Files;

/// <summary>The base, and the components that an overlay may take.</summary>
internal static class Kustomizations
{
    private const string Base = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
    private const string Component = "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";

    public static IEnumerable<PublishedFile> Write(KubernetesObjects objects)
    {
        var context = objects.Context;
        yield return PublishedFile.WithHeader("base/kustomization.yaml", BaseOf(objects));
        var settings = SettingsOf(context);
        if (HasSettings(context))
        {
            yield return PublishedFile.WithHeader("base/settings.env", string.Concat(settings.Where(setting => setting.Default is not null).Select(setting => $"{setting.Name}={setting.Default}\n")));
        }

        if (settings.Count > 0)
        {
            yield return PublishedFile.WithHeader("components/settings/kustomization.yaml", Component + Replacements.Write(context));
        }

        foreach (var component in objects.Workloads.Where(workload => workload.Component is not null).GroupBy(workload => workload.Component!))
        {
            yield return PublishedFile.WithHeader($"components/{component.Key}/kustomization.yaml", Component + Resources(component.Select(workload => $"{workload.Name}.yaml")));
        }

        foreach (var file in ExternalDatastores.Write(context, Component))
        {
            yield return file;
        }
    }

    /// <summary>The settings of a stack, by name: those of the model and the host names that only Kubernetes asks for.</summary>
    public static IReadOnlyList<SettingSpec> SettingsOf(KubernetesContext context) =>
        [.. context.Settings.Values.Concat(Routes.Settings(context)).OrderBy(setting => setting.Name, StringComparer.Ordinal)];

    // A server outside of the cluster is named in the settings, too.
    private static bool HasSettings(KubernetesContext context) => SettingsOf(context).Count > 0 || ExternalDatastores.Of(context).Any();

    private static string BaseOf(KubernetesObjects objects)
    {
        var files = objects.Shared.Select(shared => shared.File)
            .Concat(objects.Workloads.Where(workload => workload.Component is null).Select(workload => workload.Name))
            .Distinct()
            .Select(name => $"{name}.yaml");
        var text = new StringBuilder(Base).Append(CultureInfo.InvariantCulture, $"namespace: {objects.Context.Namespace}\n").Append(Resources(files));
        if (HasSettings(objects.Context))
        {
            text.Append(CultureInfo.InvariantCulture, $"configMapGenerator:\n- name: {Variables.Settings}\n  envs:\n  - settings.env\n");
            text.Append("  options:\n    labels:\n");
            foreach (var (label, value) in Labels.OfStack(objects.Context.Stack))
            {
                text.Append(CultureInfo.InvariantCulture, $"      {label}: {value}\n");
            }
        }

        return text.ToString();
    }

    private static string Resources(IEnumerable<string> files) => "resources:\n" + string.Concat(files.Select(file => $"- {file}\n"));
}
