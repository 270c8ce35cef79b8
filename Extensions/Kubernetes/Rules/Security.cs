using System.Globalization;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>The restricted profile of the Pod Security Standards; the baseline one for a container that runs programs as another user.</summary>
internal static class Security
{
    /// <summary>The user of the init containers that only wait.</summary>
    public const long Nobody = 65534;

    /// <summary>The name of the strictest standard.</summary>
    public const string Restricted = "restricted";

    private const string Baseline = "baseline";
    private const string BindService = "NET_BIND_SERVICE";
    private const int FirstFreePort = 1024;

    // What the baseline standard allows to add (kubernetes.io, Pod Security Standards).
    private static readonly string[] s_baseline =
    [
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", BindService, "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
    ];

    // Who may read secrets and write volumes when nothing says which user the image runs as: a group that the pod gets beside its own.
    private const long DefaultGroup = 1000;

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        objects.Pod.Spec.SecurityContext = new()
        {
            RunAsNonRoot = true,
            RunAsUser = UserOf(workload),
            RunAsGroup = GroupOf(workload),
            FsGroup = GroupOf(workload) ?? UserOf(workload) ?? workload.SecretFiles.Select(file => file.Owner).FirstOrDefault(owner => owner is > 0) ?? DefaultGroup,
            // Without this, each start walks through all files of a big volume.
            FsGroupChangePolicy = "OnRootMismatch",
            SeccompProfile = new() { Type = "RuntimeDefault" },
            AppArmorProfile = workload.AppArmor is { } profile ? new() { Type = "Localhost", LocalhostProfile = profile.Name } : null,
            Sysctls = workload.Endpoints.Any(endpoint => endpoint.Port < FirstFreePort)
                ? [new() { Name = "net.ipv4.ip_unprivileged_port_start", Value = "0" }]
                : null,
        };
    }

    /// <summary>The standard that all pods of the namespace keep.</summary>
    public static string StandardOf(KubernetesContext context) => context.Published.Any(workload => workload.AllowsPrivilegeEscalation) ? Baseline : Restricted;

    /// <summary>What a container may do. The user stands here as well: an init container may be another workload's.</summary>
    public static V1SecurityContext Of(WorkloadSpec workload) => new()
    {
        AllowPrivilegeEscalation = workload.AllowsPrivilegeEscalation,
        Capabilities = new()
        {
            Drop = ["ALL"],
            Add = workload.Capabilities is { Count: > 0 } kept ? [.. kept] : null,
        },
        ReadOnlyRootFilesystem = workload.ReadOnlyRoot is not null ? true : null,
        RunAsUser = UserOf(workload),
        RunAsGroup = GroupOf(workload),
    };

    /// <summary>Of a container that only waits.</summary>
    public static V1SecurityContext OfHelper() => new()
    {
        AllowPrivilegeEscalation = false,
        Capabilities = new() { Drop = ["ALL"] },
        ReadOnlyRootFilesystem = true,
        RunAsUser = Nobody,
        RunAsGroup = Nobody,
    };

    public static void Check(KubernetesContext context, WorkloadSpec workload)
    {
        if (workload.User is { } user && UserOf(workload) is null)
        {
            context.Problems.Add(workload.Name, $"runs as '{user}', and Kubernetes can't see in an image which number that is. Give the number: WithUser.");
        }
        else if (workload.User is { IsUnprivileged: false })
        {
            context.Problems.Add(workload.Name, "runs as root, which the restricted Pod Security Standard doesn't allow. Run it as another user: WithUser.");
        }

        var (standard, allowed) = workload.AllowsPrivilegeEscalation ? (Baseline, s_baseline) : (Restricted, [BindService]);
        foreach (var capability in (workload.Capabilities ?? []).Where(capability => !allowed.Contains(capability)))
        {
            context.Problems.Add(workload.Name, $"needs the capability {capability}, which the {standard} Pod Security Standard doesn't allow: {(allowed.Length > 1 ? $"only {string.Join(", ", allowed)} are" : $"only {BindService} is")}.");
        }
    }

    private static long? UserOf(WorkloadSpec workload) => workload.User is { } user ? Number(user.User) : KnownUsers.Find(workload.Image.Reference);

    private static long? GroupOf(WorkloadSpec workload) => workload.User is { Group: { } group } ? Number(group) : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
