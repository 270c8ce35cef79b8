using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>The hash of all that a container is made of: image, command, environment, files, secrets, mounts, ports.</summary>
internal static class ResourceFingerprint
{
    private const int Length = 16;

    public static async Task<string> OfAsync(
        ContainerResource container, IReadOnlyDictionary<string, string> volumes, IServiceProvider services, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        void Add(string aspect, params object?[] values) =>
            text.Append(CultureInfo.InvariantCulture, $"{aspect}\t{string.Join('\t', values)}\n");

        container.TryGetContainerImageName(out var image);
        Add("image", image);
        Add("entrypoint", container.Entrypoint);

        var configuration = await UnresolvedConfiguration.OfAsync(container, services, cancellationToken);
        foreach (var argument in configuration.Arguments)
        {
            Add("argument", argument);
        }

        foreach (var (name, value) in configuration.Environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            Add("environment", name, value);
        }

        foreach (var parameter in configuration.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            Add("parameter", parameter.Name, Hash(await parameter.GetValueAsync(cancellationToken) ?? ""));
        }

        foreach (var file in container.Annotations.OfType<TextFileAnnotation>())
        {
            Add("file", file.Path, Hash(file.Text()));
        }

        foreach (var file in container.Annotations.OfType<SecretFileAnnotation>())
        {
            Add("secret", file.Path, file.Owner, Hash(await file.Secret.GetValueAsync(cancellationToken) ?? ""));
        }

        foreach (var mount in container.Annotations.OfType<ContainerMountAnnotation>())
        {
            Add("mount", mount.Type, mount.Source, mount.Target, mount.IsReadOnly);
        }

        foreach (var argument in await ContainerMaker.RuntimeArgumentsAsync(container, cancellationToken))
        {
            Add("option", argument);
        }

        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>())
        {
            Add("endpoint", endpoint.Name, endpoint.TargetHost, endpoint.Port, endpoint.TargetPort);
        }

        foreach (var volume in DataOf(container).Where(volumes.ContainsKey).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Add("data", volume, volumes[volume]);
        }

        if (container.HasAnnotationOfType<JobAnnotation>())
        {
            Add("after", [.. JobsBefore(container)]);
        }

        return Hash(text.ToString());
    }

    /// <summary>The jobs that a container waits for, by their names.</summary>
    public static IEnumerable<string> JobsBefore(ContainerResource container) => container.Annotations.OfType<WaitAnnotation>()
        .Select(wait => wait.Resource)
        .Where(resource => resource.HasAnnotationOfType<JobAnnotation>())
        .Select(resource => resource.Name)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    // A job fills the volumes of what it waits for: when one of them is new, the job isn't done.
    private static IEnumerable<string> DataOf(ContainerResource container)
    {
        if (!container.HasAnnotationOfType<JobAnnotation>())
        {
            return [];
        }

        var seen = new HashSet<IResource>();
        var next = new Queue<IResource>([container]);
        while (next.TryDequeue(out var resource))
        {
            if (seen.Add(resource))
            {
                foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
                {
                    next.Enqueue(wait.Resource);
                }
            }
        }

        return seen.SelectMany(StackNaming.VolumesOf).Select(mount => mount.Source!);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
}
