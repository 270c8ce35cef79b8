using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using k8s.Models;

namespace Devstack.Kubernetes.Files;

/// <summary>A component for each datastore that lets a server outside of the cluster answer under the datastore's name.</summary>
internal static class ExternalDatastores
{
    public static IEnumerable<PublishedFile> Write(KubernetesContext context, string header)
    {
        foreach (var service in Of(context))
        {
            yield return PublishedFile.WithHeader($"{FolderOf(service)}/kustomization.yaml", header + Kustomization(context, service));
            yield return PublishedFile.WithHeader($"{FolderOf(service)}/network.yaml", KubernetesOutput.Yaml([PolicyOf(context, service)]));
        }
    }

    /// <summary>The services that keep data of their own, and that others reach by a port.</summary>
    public static IEnumerable<ServiceSpec> Of(KubernetesContext context) => context.Published
        .OfType<ServiceSpec>()
        .Where(service => service.Profile is null
            && service.Network is NetworkPurpose.Data
            && service.Mounts.Any(mount => context.IsOwned(mount.Volume))
            && service.Endpoints.Any(endpoint => !endpoint.IsUdp));

    public static string FolderOf(ServiceSpec service) => $"components/external-{service.Name}";

    /// <summary>The key in an overlay's settings of the server's host name.</summary>
    public static string SettingOf(ServiceSpec service) => $"{service.Name}-server";

    /// <summary>The jobs that copy a datastore's data, and that nobody needs where it is outside.</summary>
    public static IReadOnlyList<JobSpec> BackupsOf(KubernetesContext context, string service) => context.Options.HasBackupsOfExternal
        ? []
        : [.. context.Published.OfType<JobSpec>().Where(job => job.Backup?.Service == service)];

    /// <summary>The claims that nothing but those jobs mounts.</summary>
    public static IEnumerable<string> ClaimsOf(KubernetesContext context, JobSpec backup) =>
        context.Document.Volumes.Where(volume => volume.UsedBy is [var only] && only == backup.Name).Select(volume => volume.Name);

    /// <summary>The password of a datastore that others log in with: a server outside has one already. <see langword="null"/> for any other secret.</summary>
    public static ServiceSpec? ServerOf(KubernetesContext context, SecretSpec secret) =>
        secret.UsedBy.Count > 1 ? Of(context).FirstOrDefault(service => secret.UsedBy.Contains(service.Name)) : null;

    private static string Kustomization(KubernetesContext context, ServiceSpec service)
    {
        var text = new StringBuilder("resources:\n- network.yaml\npatches:\n");
        foreach (var (version, kind, name) in (IEnumerable<(string, string, string)>)
            [
                ("apps/v1", "StatefulSet", service.Name),
                ("v1", "Service", service.Name + Ports.PodsSuffix),
                ("v1", "ServiceAccount", service.Name),
                ("policy/v1", "PodDisruptionBudget", service.Name),
                ("networking.k8s.io/v1", "NetworkPolicy", service.Name),
                .. FilesOf(service),
                .. BackupsOf(context, service.Name).SelectMany(job => (IEnumerable<(string, string, string)>)
                [
                    ("batch/v1", "CronJob", job.Name),
                    ("v1", "ServiceAccount", job.Name),
                    ("networking.k8s.io/v1", "NetworkPolicy", job.Name),
                    .. FilesOf(job),
                    .. ClaimsOf(context, job).Select(claim => ("v1", "PersistentVolumeClaim", claim)),
                ]),
            ])
        {
            text.Append(CultureInfo.InvariantCulture, $"- patch: |\n    $patch: delete\n    apiVersion: {version}\n    kind: {kind}\n    metadata:\n      name: {name}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""
            - patch: |
                apiVersion: v1
                kind: Service
                metadata:
                  name: {service.Name}
                spec:
                  type: ExternalName
                  externalName: {SettingOf(service)}
                  selector: null
            replacements:
            - source:
                kind: ConfigMap
                name: {Variables.Settings}
                fieldPath: data.{SettingOf(service)}
              targets:
              - select:
                  kind: Service
                  name: {service.Name}
                fieldPaths:
                - spec.externalName

            """);
        return text.ToString();
    }

    private static IEnumerable<(string Version, string Kind, string Name)> FilesOf(WorkloadSpec workload) =>
        workload.Files.Count > 0 ? [("v1", "ConfigMap", Rules.Files.NameOf(workload))] : [];

    /// <summary>Where the server is nobody knows yet, so its callers may reach its port anywhere.</summary>
    public static V1NetworkPolicy PolicyOf(KubernetesContext context, ServiceSpec service) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = context.Metadata($"external-{service.Name}"),
        Spec = new()
        {
            PodSelector = new()
            {
                MatchLabels = new Dictionary<string, string> { [Labels.Instance] = context.Stack },
                MatchExpressions = [new() { Key = Labels.Name, OperatorProperty = "In", Values = [.. context.Edges.To(service.Name)] }],
            },
            PolicyTypes = ["Egress"],
            Egress =
            [
                new()
                {
                    To = [new() { IpBlock = new() { Cidr = "0.0.0.0/0" } }, new() { IpBlock = new() { Cidr = "::/0" } }],
                    Ports = [.. service.Endpoints.Where(endpoint => !endpoint.IsUdp).Select(endpoint => new V1NetworkPolicyPort { Port = endpoint.Port, Protocol = "TCP" })],
                },
            ],
        },
    };
}
