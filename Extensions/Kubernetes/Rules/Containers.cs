using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>A workload's container: image, command, environment, mounts, limits.</summary>
internal static class Containers
{
    /// <summary>Stands for a registry that nobody has named. RFC 2606 keeps the name from ever leading anywhere: without it a node would ask Docker Hub for somebody else's image of the same name.</summary>
    public const string NoRegistry = "registry.invalid";

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        objects.Container = Of(context, workload, objects, workload.Name);
        objects.Pod.Spec.Containers.Add(objects.Container);
        foreach (var endpoint in workload.Endpoints.DistinctBy(endpoint => (endpoint.Port, endpoint.IsUdp)))
        {
            objects.Container.Ports ??= [];
            objects.Container.Ports.Add(new() { Name = Ports.NameOf(endpoint), ContainerPort = endpoint.Port, Protocol = Ports.ProtocolOf(endpoint) });
        }
    }

    /// <summary>A container as <paramref name="workload"/> says, in the pod of <paramref name="objects"/>, which may be another's.</summary>
    public static V1Container Of(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects, string name)
    {
        var isJob = context.Workloads[objects.Name] is JobSpec { Schedule: null };
        var environment = Variables.Of(context, workload, isJob);
        return new V1Container
        {
            Name = name,
            Image = ImageOf(context, workload.Image),
            ImagePullPolicy = "IfNotPresent",
            Command = workload.Entrypoint is { } entrypoint ? [KubernetesText.Literal(entrypoint)] : null,
            Args = workload.Arguments.Count > 0 ? [.. workload.Arguments.Select(Variables.Text)] : null,
            Env = environment.Count > 0 ? environment : null,
            VolumeMounts = NullWhenEmpty([.. Files.Mount(context, workload, objects), .. Secrets.Mount(workload, objects), .. Volumes.Mount(context, workload, objects)]),
            Resources = Limits.Of(workload.Resources),
            SecurityContext = Security.Of(workload),
        };
    }

    /// <summary>The name of an image in the cluster; a built one is in the registry that it was pushed to.</summary>
    public static string ImageOf(KubernetesContext context, ImageSpec image) =>
        NeedsRegistry(image) ? $"{(context.Options.ImageRegistry ?? NoRegistry).TrimEnd('/')}/{image.Reference}" : image.Reference;

    /// <summary>Whether an image is built, and has no registry in its name yet.</summary>
    public static bool NeedsRegistry(ImageSpec image) =>
        image.Build is not null && !(image.Reference.Split('/') is [var first, _, ..] && (first is "localhost" || first.AsSpan().ContainsAny('.', ':')));

    private static List<V1VolumeMount>? NullWhenEmpty(List<V1VolumeMount> mounts) => mounts.Count > 0 ? mounts : null;
}
