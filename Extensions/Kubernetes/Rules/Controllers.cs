using System.Security.Cryptography;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>What keeps the pods running, or runs them once or at certain times.</summary>
internal static class Controllers
{
    /// <summary>The annotation that names the hash of a workload's secrets: another one is another pod.</summary>
    public const string SecretsAnnotation = "devstack.secrets";

    // In this time the cluster's proxies learn that a pod gets no more requests.
    private const int DrainSeconds = 5;
    private const int DefaultGraceSeconds = 30;
    private const int HashLength = 10;
    private const int KeptRevisions = 3;
    private const int KeptRuns = 2;

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        switch (workload)
        {
            case JobSpec { Schedule: { } cron } job:
                objects.CronJob = CronJobOf(context, job, cron, objects.Pod);
                break;
            case JobSpec job:
                objects.Job = new() { ApiVersion = "batch/v1", Kind = "Job", Metadata = context.Metadata(job), Spec = JobOf(job, objects.Pod) };
                break;
            case ServiceSpec service:
                Drain(service, objects);
                ApplyService(context, service, objects);
                break;
        }
    }

    /// <summary>Ends the making: names a job after what it does, since a Job can't be changed, and one that is the same isn't run again.</summary>
    public static void Finish(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        var pod = objects.Pod.Spec;
        pod.InitContainers = pod.InitContainers is { Count: > 0 } ? pod.InitContainers : null;
        pod.Volumes = pod.Volumes is { Count: > 0 } ? pod.Volumes : null;
        if (objects.Job is { } job && job.Metadata.Name == workload.Name)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(ManifestYaml.Json(job.Spec)));
            job.Metadata.Name = $"{workload.Name}-{hash[..HashLength]}";
        }
    }

    private static void Drain(ServiceSpec service, KubernetesWorkload objects)
    {
        var grace = service.StopGracePeriod is { } period ? KubernetesText.Seconds(period) : DefaultGraceSeconds;
        if (service.Endpoints.Count > 0)
        {
            objects.Container.Lifecycle = new() { PreStop = new() { Sleep = new() { Seconds = DrainSeconds } } };
            grace += DrainSeconds;
        }

        objects.Pod.Spec.TerminationGracePeriodSeconds = grace;
    }

    private static void ApplyService(KubernetesContext context, ServiceSpec service, KubernetesWorkload objects)
    {
        var replicas = service.Scaling is null ? service.Replicas : (int?)null; // an autoscaler's number isn't ours to reset
        var claims = Volumes.ClaimsOf(context, service);
        if (claims.Count > 0)
        {
            objects.Others.Add(Ports.HeadlessOf(context, service));
            objects.StatefulSet = new()
            {
                ApiVersion = "apps/v1",
                Kind = "StatefulSet",
                Metadata = context.Metadata(service),
                Spec = new()
                {
                    Replicas = replicas,
                    ServiceName = service.Name + Ports.PodsSuffix,
                    Selector = Labels.Selector(context.Stack, service.Name),
                    Template = objects.Pod,
                    VolumeClaimTemplates = claims,
                    RevisionHistoryLimit = KeptRevisions,
                    PersistentVolumeClaimRetentionPolicy = new() { WhenDeleted = "Retain", WhenScaled = "Retain" },
                },
            };
            return;
        }

        objects.Deployment = new()
        {
            ApiVersion = "apps/v1",
            Kind = "Deployment",
            Metadata = context.Metadata(service),
            Spec = new()
            {
                Replicas = replicas,
                Selector = Labels.Selector(context.Stack, service.Name),
                Strategy = StrategyOf(service),
                Template = objects.Pod,
                RevisionHistoryLimit = KeptRevisions,
            },
        };
    }

    // A roll without a surge isn't enough: it starts the next pod while the last one is still ending.
    private static V1DeploymentStrategy StrategyOf(ServiceSpec service) => service.IsSingle
        ? new() { Type = "Recreate" }
        : new() { Type = "RollingUpdate", RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 } };

    private static V1JobSpec JobOf(JobSpec job, V1PodTemplateSpec pod)
    {
        pod.Spec.RestartPolicy = "Never"; // a failed pod stays, with its log
        pod.Spec.TerminationGracePeriodSeconds = job.StopGracePeriod is { } period ? KubernetesText.Seconds(period) : DefaultGraceSeconds;
        return new()
        {
            BackoffLimit = job.Attempts - 1,
            // A node that is drained is no failed attempt.
            PodFailurePolicy = new()
            {
                Rules = [new() { Action = "Ignore", OnPodConditions = [new() { Type = "DisruptionTarget", Status = "True" }] }],
            },
            Template = pod,
        };
    }

    private static V1CronJob CronJobOf(KubernetesContext context, JobSpec job, string cron, V1PodTemplateSpec pod) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "CronJob",
        Metadata = context.Metadata(job),
        Spec = new()
        {
            Schedule = cron,
            TimeZone = "Etc/UTC",
            ConcurrencyPolicy = "Forbid",
            SuccessfulJobsHistoryLimit = KeptRuns,
            FailedJobsHistoryLimit = KeptRuns,
            JobTemplate = new() { Metadata = new() { Labels = pod.Metadata.Labels }, Spec = JobOf(job, pod) },
        },
    };
}
