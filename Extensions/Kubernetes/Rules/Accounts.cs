using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>An account for each workload, without rights and without a token.</summary>
internal static class Accounts
{
    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        var pullSecrets = context.Options.ImagePullSecrets.Select(name => new V1LocalObjectReference { Name = name }).ToList();
        objects.ServiceAccount = new()
        {
            ApiVersion = "v1",
            Kind = "ServiceAccount",
            Metadata = context.Metadata(workload),
            AutomountServiceAccountToken = false,
            ImagePullSecrets = pullSecrets.Count > 0 ? pullSecrets : null,
        };
        objects.Pod.Metadata.Labels = context.Metadata(workload).Labels;
        objects.Pod.Spec.ServiceAccountName = workload.Name;
        objects.Pod.Spec.AutomountServiceAccountToken = false;
        // Variables with the address of each Service of the namespace: nobody asked for them, and programs read them by accident.
        objects.Pod.Spec.EnableServiceLinks = false;
    }
}
