using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The user, the root that is only read, the capabilities, and what else the kernel is told of it.</summary>
internal static class Hardening
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        service.User = workload.User?.ToString();
        if (workload.ReadOnlyRoot is { } root)
        {
            service.IsReadOnly = true;
            foreach (var folder in root.Writable)
            {
                service.Tmpfs.Add(folder);
            }

            foreach (var folder in root.OnDisk)
            {
                service.Volumes.Add(new(null, folder));
            }
        }

        if (workload.AllowsPrivilegeEscalation)
        {
            service.SecurityOptions.Remove(ComposeService.NoNewPrivileges);
        }

        if (workload.AppArmor is { } profile)
        {
            service.SecurityOptions.Add($"apparmor={profile.Name}");
        }

        // Without new privileges, a user that isn't root can't use a capability: none is missed.
        var kept = workload.Capabilities ?? (workload is { User.IsUnprivileged: true, AllowsPrivilegeEscalation: false } ? [] : null);
        if (kept is not null)
        {
            service.DroppedCapabilities.Add("ALL");
            foreach (var capability in kept)
            {
                service.AddedCapabilities.Add(capability);
            }
        }
    }
}
