using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads the volumes of a workload and names them so that neither the checkout's folder nor the AppHost's hash is in the name.</summary>
internal static partial class VolumeReader
{
    public static IReadOnlyList<MountSpec> Read(ReadingContext context, IResource resource, string stack)
    {
        var mounts = new SortedDictionary<string, MountSpec>(StringComparer.Ordinal);
        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type is ContainerMountType.Volume))
        {
            if (!mounts.TryAdd(mount.Target, new(NameOf(mount, resource, stack), mount.Target, mount.IsReadOnly)))
            {
                context.Problems.Add(resource.Name, $"mounts two volumes on {mount.Target}. Remove one of them.");
            }
        }

        return [.. mounts.Values];
    }

    // "apphost-feed4158f1-mysql-data" and "STACK-mysql-data" -> "mysql-data"; no name -> "RESOURCE-PATH"; else as it is.
    private static string NameOf(ContainerMountAnnotation mount, IResource resource, string stack)
    {
        if (mount.Source is not { Length: > 0 } source)
        {
            return Safe($"{resource.Name}{mount.Target}");
        }

        var generated = GeneratedPattern().Match(source);
        var marker = source.IndexOf($"-{resource.Name}-", StringComparison.OrdinalIgnoreCase);
        return Safe(
            generated.Success && marker >= 0 ? source[(marker + 1)..]
            : source.StartsWith($"{stack}-", StringComparison.Ordinal) ? source[(stack.Length + 1)..]
            : source);
    }

    private static string Safe(string name) => UnsafePattern().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("^.+-[0-9a-f]{10}-.+$")]
    private static partial Regex GeneratedPattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex UnsafePattern();
}
