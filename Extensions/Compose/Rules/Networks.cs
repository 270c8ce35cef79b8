using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The network that a service answers in, and those of whom it connects to: no other.</summary>
internal static class Networks
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        var names = workload.ConnectsTo.Select(other => context.Workloads[other].Network).Append(workload.Network);
        foreach (var name in names)
        {
            context.File.Networks[name] = new(IsInternal: name is NetworkPurpose.Data or NetworkPurpose.Sandbox);
            service.Networks.Add(name);
        }
    }
}
