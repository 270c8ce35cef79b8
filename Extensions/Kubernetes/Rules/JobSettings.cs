using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>The settings that jobs read, in a ConfigMap whose name stays when a value changes: a Job can't be changed.</summary>
internal static class JobSettings
{
    public static V1ConfigMap? Of(KubernetesContext context)
    {
        var settings = Read(context);
        if (settings.Count == 0)
        {
            return null;
        }

        var map = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = context.Metadata(Variables.JobSettings), Data = new SortedDictionary<string, string>(StringComparer.Ordinal) };
        foreach (var setting in settings)
        {
            map.Data[setting.Name] = setting.Default ?? "";
        }

        return map;
    }

    /// <summary>The settings that jobs read.</summary>
    public static IReadOnlyList<SettingSpec> Read(KubernetesContext context)
    {
        var names = context.Document.Jobs
            .Where(job => job.Schedule is null)
            .SelectMany(job => job.Environment.Select(variable => variable.Value).Concat(job.Arguments))
            .SelectMany(value => value.Parameters)
            .Where(parameter => !parameter.IsSecret)
            .Select(parameter => parameter.Parameter)
            .ToHashSet();
        return [.. context.Settings.Values.Where(setting => names.Contains(setting.Name)).OrderBy(setting => setting.Name, StringComparer.Ordinal)];
    }
}
