using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>Waits for a job by asking the API server, with the right to read that one Job.</summary>
internal static class JobReader
{
    private const string TokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const long TokenSeconds = 3600;

    public static V1Container Watching(KubernetesContext context, JobSpec job, WorkloadSpec workload, KubernetesWorkload objects, string tokenVolume)
    {
        var name = context.Make(job).Job!.Metadata.Name;
        if (objects.Pod.Spec.Volumes.All(volume => volume.Name != tokenVolume))
        {
            objects.Pod.Spec.Volumes.Add(Token(tokenVolume));
            AddRight(context, workload, objects);
        }

        var role = objects.Others.OfType<V1Role>().Single();
        role.Rules[0].ResourceNames.Add(name);
        return new()
        {
            Name = InitialWaits.Of(job.Name),
            Image = context.Options.KubectlImage,
            ImagePullPolicy = "IfNotPresent",
            // A Job that isn't there yet ends it with an error; the kubelet starts an init container again.
            Args = ["wait", "--for=condition=complete", "--timeout=24h", $"job/{name}"],
            VolumeMounts = [new() { Name = tokenVolume, MountPath = TokenFolder, ReadOnlyProperty = true }],
            Resources = new()
            {
                Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("10m"), ["memory"] = new("32Mi") },
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("128Mi") },
            },
            SecurityContext = Security.OfHelper(),
        };
    }

    // What the kubelet mounts by itself where accounts have tokens.
    private static V1Volume Token(string name) => new()
    {
        Name = name,
        Projected = new()
        {
            DefaultMode = 292, // 0444
            Sources =
            [
                new() { ServiceAccountToken = new() { Path = "token", ExpirationSeconds = TokenSeconds } },
                new() { ConfigMap = new() { Name = "kube-root-ca.crt", Items = [new() { Key = "ca.crt", Path = "ca.crt" }] } },
                new() { DownwardAPI = new() { Items = [new() { Path = "namespace", FieldRef = new() { FieldPath = "metadata.namespace" } }] } },
            ],
        },
    };

    private static void AddRight(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        objects.Others.Add(new V1Role
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "Role",
            Metadata = context.Metadata(workload),
            Rules = [new() { ApiGroups = ["batch"], Resources = ["jobs"], ResourceNames = [], Verbs = ["get", "list", "watch"] }],
        });
        objects.Others.Add(new V1RoleBinding
        {
            ApiVersion = "rbac.authorization.k8s.io/v1",
            Kind = "RoleBinding",
            Metadata = context.Metadata(workload),
            RoleRef = new() { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = workload.Name },
            // Whoever builds it names the namespace, where the account has none yet either: one that stood here would stay, whatever an overlay says.
            Subjects = [new() { Kind = "ServiceAccount", Name = workload.Name }],
        });
    }
}
