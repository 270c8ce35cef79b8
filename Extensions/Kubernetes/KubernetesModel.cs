using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes;

/// <summary>Deployment document in, objects out.</summary>
internal static class KubernetesModel
{
    public static KubernetesObjects From(DeploymentDocument document, KubernetesTargetOptions options)
    {
        var context = new KubernetesContext(document, options);
        KubernetesRules.Check(context);
        var workloads = context.Published.Select(context.Make).ToList();
        context.Problems.Check();
        return new(context, workloads, [.. Shared(context)]);
    }

    private static IEnumerable<(string File, IKubernetesObject<V1ObjectMeta> Object)> Shared(KubernetesContext context)
    {
        yield return ("namespace", NamespaceOf(context));
        yield return ("network", Networks.Default(context));
        if (Networks.Solver(context) is { } solver)
        {
            yield return ("network", solver);
        }

        foreach (var claim in Volumes.Shared(context))
        {
            yield return ("storage", claim);
        }

        if (JobSettings.Of(context) is { } settings)
        {
            yield return ("job-settings", settings);
        }

        foreach (var route in Routes.Render(context))
        {
            yield return ("routes", route);
        }

        foreach (var secret in ExternalSecrets.Of(context))
        {
            yield return ("secrets", secret);
        }
    }

    private static V1Namespace NamespaceOf(KubernetesContext context)
    {
        var metadata = context.Metadata(context.Namespace);
        foreach (var mode in new[] { "enforce", "audit", "warn" })
        {
            metadata.Labels[$"pod-security.kubernetes.io/{mode}"] = mode is "enforce" ? Security.StandardOf(context) : Security.Restricted;
        }

        return new() { ApiVersion = "v1", Kind = "Namespace", Metadata = metadata };
    }
}

/// <summary>All objects of a stack.</summary>
/// <param name="Context">What they were made of.</param>
/// <param name="Workloads">Those of each workload, in the order of the model.</param>
/// <param name="Shared">The others, each with the name of the file that it stands in.</param>
internal sealed record KubernetesObjects(
    KubernetesContext Context, IReadOnlyList<KubernetesWorkload> Workloads, IReadOnlyList<(string File, IKubernetesObject<V1ObjectMeta> Object)> Shared);
