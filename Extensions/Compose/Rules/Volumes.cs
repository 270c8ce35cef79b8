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
            // An empty volume takes over the owner of the image's folder, and that is who it was given away from.
            service.Volumes.Add(new(mount.Volume, mount.Path, mount.IsReadOnly) { IsNoCopy = context.VolumeOwners.Contains(mount.Volume) });
        }
    }
}
