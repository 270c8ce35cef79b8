using System.Globalization;
using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The ports that are reached from outside of the stack.</summary>
internal static class Ports
{
    public const string AddressVariable = "BIND_ADDRESS";

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var endpoint in workload.Endpoints.Where(endpoint => endpoint.PublicPort is not null))
        {
            var address = IsGuarded(workload) ? "" : $"${{{AddressVariable}:-127.0.0.1}}:";
            service.Ports.Add(string.Create(CultureInfo.InvariantCulture, $"{address}{endpoint.PublicPort}:{endpoint.Port}{(endpoint.IsUdp ? "/udp" : "")}"));
        }
    }

    /// <summary>Whether some port is behind the address of <c>.env</c>: who speaks TLS is for the world, everything else for a proxy on the server.</summary>
    public static bool UseAddress(DeploymentDocument document) =>
        document.Workloads.Any(workload => !IsGuarded(workload) && workload.Endpoints.Any(endpoint => endpoint.PublicPort is not null));

    private static bool IsGuarded(WorkloadSpec workload) => workload.Endpoints.Any(endpoint => endpoint is { Scheme: "https", PublicPort: not null });
}
