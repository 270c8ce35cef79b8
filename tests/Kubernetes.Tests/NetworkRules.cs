using k8s.Models;

namespace Devstack.Kubernetes.Tests;

/// <summary>NetworkPolicies in words.</summary>
internal static class NetworkRules
{
    /// <summary>Whom a policy lets its pods reach, a line a rule.</summary>
    public static IEnumerable<string> OfEgress(V1NetworkPolicy policy) => (policy.Spec.Egress ?? []).Select(rule =>
        $"{string.Join(" or ", (rule.To ?? []).Select(Text))}{(rule.Ports is { } ports ? ": " + string.Join(", ", ports.Select(port => $"{port.Port.Value} {port.Protocol}")) : "")}");

    private static string Text(V1NetworkPolicyPeer peer) => peer.IpBlock is { } block
        ? block.Cidr
        : string.Join(", ", ((IEnumerable<string?>)[peer.NamespaceSelector?.MatchLabels["kubernetes.io/metadata.name"], .. (peer.PodSelector?.MatchLabels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}")]).OfType<string>());
}
