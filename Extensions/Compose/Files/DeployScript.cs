using System.Globalization;
using System.Text;
using Devstack.Compose.Rules;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Compose.Files;

/// <summary><c>deploy.sh</c>: brings the server to what the folder says, one replica after the other, or leaves it as it was.</summary>
internal static class DeployScript
{
    public const string Name = "deploy.sh";

    /// <summary>The script that keeps a second deployment out; what receives a folder has it, too.</summary>
    public const string Lock = "lock.sh";

    public static PublishedFile Write(ComposeContext context)
    {
        var document = context.Document;
        var rolled = document.Services.Where(service => service.Replicas > 1 && service.Profile is null).ToList();
        var text = new StringBuilder(ComposeOutput.Resource(Name)).Append(ComposeOutput.Resource(Lock));
        text.Append(CultureInfo.InvariantCulture, $"\n# What is in this folder\nbases='{string.Join(' ', context.Bases)}'\njobs='{string.Join(' ', JobsBefore(context, rolled))}'\nroll_all() {{\n");
        foreach (var service in rolled)
        {
            foreach (var line in Rolls(context, service))
            {
                text.Append(CultureInfo.InvariantCulture, $"    {line} || return 1\n");
            }
        }

        text.Append("}\n\n\"$action\"\n");
        var file = PublishedFile.WithHeader(Name, text.ToString());
        return file with { Content = (byte[])[.. "#!/bin/sh\n"u8, .. file.Content.Span], IsExecutable = true };
    }

    /// <summary>The jobs that can run before the services are rolled: none that waits for one of those.</summary>
    private static IEnumerable<string> JobsBefore(ComposeContext context, IReadOnlyList<ServiceSpec> rolled)
    {
        var names = rolled.Select(service => service.Name).ToHashSet();
        return context.Document.Jobs.Where(job => job.Profile is null && job.Schedule is null && !Needs(context, job, names, [])).Select(job => job.Name);
    }

    private static bool Needs(ComposeContext context, WorkloadSpec workload, IReadOnlySet<string> names, HashSet<string> seen) =>
        names.Contains(workload.Name)
        || (seen.Add(workload.Name) && workload.DependsOn.Any(dependency => Needs(context, context.Workloads[dependency.Workload], names, seen)));

    private static IEnumerable<string> Rolls(ComposeContext context, ServiceSpec service)
    {
        var route = context.Document.Routes.FirstOrDefault(route => route.Service == service.Name);
        if (route is null)
        {
            // Nobody sends it requests: it finishes its work in its grace period, and 'up' replaces it.
            yield break;
        }

        var proxy = route.Proxy is { } name ? context.Workloads[name] as ServiceSpec : null;
        var reload = proxy?.UpstreamReload is { } command
            ? $" {proxy.Name} {UpstreamReloadAnnotation.VariableOf(service.Name)} {string.Join(' ', command.Select(Quote))}"
            : "";
        yield return string.Create(CultureInfo.InvariantCulture, $"roll {service.Name} {route.Port}{reload}");
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
