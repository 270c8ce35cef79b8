using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>Volumes, by names that Compose puts the project's name before.</summary>
internal static class Volumes
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var mount in workload.Mounts)
        {
            context.File.Volumes.Add(mount.Volume);
            service.Volumes.Add(new(mount.Volume, mount.Path, mount.IsReadOnly));
        }
    }
}
