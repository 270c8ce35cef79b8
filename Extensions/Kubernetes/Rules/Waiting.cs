using System.Globalization;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Init containers that wait for what a workload depends on, so that all can be applied at once and in any order.</summary>
/// <remarks>
/// A service is ready when its port answers: a Service passes on to ready pods alone. A job is asked by its own check, in a container
/// like its own; neither needs a right in the cluster. Only a job without a check is asked of the API server, by an account that
/// may read this one Job; its token is in that init container and in no other.
/// </remarks>
internal static class Waiting
{
    private const string PortsScript =
        """
        for address; do
            until nc -z -w 2 "${address%:*}" "${address#*:}"; do echo "Waiting for $address."; sleep 2; done
            echo "$address is ready."
        done
        """;

    private const string CheckScript = "until \"$@\"; do echo 'Not done yet.'; sleep 5; done";
    private const string TokenVolume = "job-reader-token";

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        var addresses = ServicesOf(context, workload).Select(service => AddressOf(context, workload, service)).OfType<string>().ToList();
        if (addresses.Count > 0)
        {
            objects.Pod.Spec.InitContainers.Add(new()
            {
                Name = InitialWaits.OfServices,
                Image = context.Options.HelperImage,
                ImagePullPolicy = "IfNotPresent",
                Command = ["sh", "-c", KubernetesText.Literal(PortsScript), "wait"],
                Args = addresses,
                Resources = Limits.Small(),
                SecurityContext = Security.OfHelper(),
            });
        }

        foreach (var job in JobsOf(context, workload))
        {
            objects.Pod.Spec.InitContainers.Add(job.Check is { } check
                ? Asking(context, job, check, objects)
                : JobReader.Watching(context, job, workload, objects, TokenVolume));
        }
    }

    /// <summary>The jobs that a workload waits for.</summary>
    public static IEnumerable<JobSpec> JobsOf(KubernetesContext context, WorkloadSpec workload) =>
        DependenciesOf(context, workload, DependencyCondition.Completed).OfType<JobSpec>();

    /// <summary>The jobs that a workload waits for and that only the API server can tell of.</summary>
    public static IEnumerable<JobSpec> WatchedBy(KubernetesContext context, WorkloadSpec workload) =>
        JobsOf(context, workload).Where(job => job.Check is null);

    // A service that nobody can ask is as good as ready when it has started; whoever waits only for the start of one that can be asked doesn't wait here.
    private static IEnumerable<ServiceSpec> ServicesOf(KubernetesContext context, WorkloadSpec workload) =>
        DependenciesOf(context, workload, DependencyCondition.Healthy)
            .Concat(DependenciesOf(context, workload, DependencyCondition.Started).Where(other => other is ServiceSpec { Probes.Count: 0, Endpoints.Count: > 0 }))
            .OfType<ServiceSpec>()
            .OrderBy(service => service.Name, StringComparer.Ordinal);

    private static IEnumerable<WorkloadSpec> DependenciesOf(KubernetesContext context, WorkloadSpec workload, DependencyCondition condition) => workload.DependsOn
        .Where(dependency => dependency.Condition == condition)
        .Select(dependency => context.Workloads[dependency.Workload])
        .Where(other => other.Profile is null || other.Profile == workload.Profile);

    private static string? AddressOf(KubernetesContext context, WorkloadSpec workload, ServiceSpec service)
    {
        if (service.Endpoints.FirstOrDefault(endpoint => !endpoint.IsUdp) is { } endpoint)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{service.Name}:{endpoint.Port}");
        }

        context.Problems.Add(workload.Name, $"waits for '{service.Name}', which has no port, so no other pod can ask it. Give it an endpoint, or wait for something else.");
        return null;
    }

    private static V1Container Asking(KubernetesContext context, JobSpec job, IReadOnlyList<string> check, KubernetesWorkload objects)
    {
        var container = Containers.Of(context, job, objects, InitialWaits.Of(job.Name));
        container.Command = ["/bin/sh", "-c", KubernetesText.Literal(CheckScript), "wait"];
        container.Args = [.. check.Select(KubernetesText.Literal)];
        return container;
    }
}
