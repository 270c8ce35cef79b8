using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Rules;

/// <summary>The AppHost's own changes.</summary>
internal static class Customisation
{
    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        foreach (var annotation in workload.TargetAnnotations.OfType<KubernetesWorkloadAnnotation>())
        {
            annotation.Configure(objects);
        }
    }
}
