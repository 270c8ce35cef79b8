using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Rules;

/// <summary>The host names that lead in from outside, and who knows one of them: whoever has it among its variables, arguments or files may call it.</summary>
internal static class PublicNames
{
    /// <summary>Whether a workload knows the public name of a site. Datastores and sandboxes call nobody.</summary>
    public static bool AreIn(KubernetesContext context, WorkloadSpec workload)
    {
        if (workload.Network is NetworkPurpose.Data or NetworkPurpose.Sandbox)
        {
            return false;
        }

        var hosts = Routes.Hosts(Routes.Of(context));
        var texts = hosts.Select(host => Routes.Text(context, host)).ToList();
        var parameters = hosts.SelectMany(host => host.Parameters).Select(parameter => parameter.Parameter).ToHashSet();
        return workload.Environment.Select(variable => variable.Value).Concat(workload.Arguments)
                .Any(value => value.Parameters.Any(parameter => parameters.Contains(parameter.Parameter)) || texts.Exists(text => value.ToString().Contains(text, StringComparison.Ordinal)))
            || workload.Files.Any(file => texts.Exists(text => file.Content.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0));
    }
}
