using System.Globalization;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>More or fewer pods, as the load wants: by processors, and where KEDA is there by the length of queues.</summary>
internal static class Scaling
{
    private const int CooldownSeconds = 300;

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        if (workload is not ServiceSpec { Scaling: { } scaling })
        {
            return;
        }

        if (context.Options.HasKeda && scaling.Queues.Count > 0)
        {
            ApplyKeda(context, workload, scaling, objects);
            return;
        }

        objects.Autoscaler = new()
        {
            ApiVersion = "autoscaling/v2",
            Kind = "HorizontalPodAutoscaler",
            Metadata = context.Metadata(workload),
            Spec = new()
            {
                ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = workload.Name },
                MinReplicas = scaling.Minimum,
                MaxReplicas = scaling.Maximum,
                Metrics = [new() { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = scaling.CpuPercent } } }],
            },
        };
    }

    private static void ApplyKeda(KubernetesContext context, WorkloadSpec workload, ScalingSpec scaling, KubernetesWorkload objects)
    {
        var passwords = scaling.Queues.Select(queue => queue.Password).OfType<string>().Distinct().ToList();
        foreach (var password in passwords)
        {
            objects.Others.Add(new CustomObject
            {
                ApiVersion = "keda.sh/v1alpha1",
                Kind = "TriggerAuthentication",
                Metadata = context.Metadata(workload, $"{workload.Name}-{password}"),
                Spec = new SortedDictionary<string, object>(StringComparer.Ordinal)
                {
                    ["secretTargetRef"] = new object[] { CustomObject.Map(("parameter", "password"), ("name", password), ("key", Variables.PlainKey)) },
                },
            });
        }

        objects.Others.Add(new CustomObject
        {
            ApiVersion = "keda.sh/v1alpha1",
            Kind = "ScaledObject",
            Metadata = context.Metadata(workload),
            Spec = new SortedDictionary<string, object>(StringComparer.Ordinal)
            {
                ["scaleTargetRef"] = CustomObject.Map(("kind", "Deployment"), ("name", workload.Name)),
                ["minReplicaCount"] = scaling.Minimum,
                ["maxReplicaCount"] = scaling.Maximum,
                ["cooldownPeriod"] = CooldownSeconds,
                ["triggers"] = (object[])
                [
                    new SortedDictionary<string, object>(StringComparer.Ordinal)
                    {
                        ["type"] = "cpu",
                        ["metricType"] = "Utilization",
                        ["metadata"] = CustomObject.Map(("value", scaling.CpuPercent.ToString(CultureInfo.InvariantCulture))),
                    },
                    .. scaling.Queues.Select(queue => TriggerOf(context, workload, queue)),
                ],
            },
        });
    }

    private static SortedDictionary<string, object> TriggerOf(KubernetesContext context, WorkloadSpec workload, QueueSpec queue)
    {
        var trigger = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = "redis",
            // KEDA runs in a namespace of its own, from which the Service has a longer name.
            ["metadata"] = CustomObject.Map(
                ("address", string.Create(CultureInfo.InvariantCulture, $"{queue.Server}.{context.Namespace}.svc:{queue.Port}")),
                ("databaseIndex", queue.Database.ToString(CultureInfo.InvariantCulture)),
                ("listName", queue.List),
                ("listLength", queue.Length.ToString(CultureInfo.InvariantCulture))),
        };
        if (queue.Password is { } password)
        {
            trigger["authenticationRef"] = CustomObject.Map(("name", $"{workload.Name}-{password}"));
        }

        return trigger;
    }
}
