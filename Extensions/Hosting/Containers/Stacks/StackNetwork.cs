using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using Devstack.Hosting.Containers.Engine;
using Microsoft.Extensions.Hosting;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>The network of a stack's containers: one a stack, so that two stacks on a machine don't answer for each other.</summary>
/// <remarks>
/// Aspire's orchestrator takes the network of persistent containers by its name, <c>aspire-persistent-network-HASH-APPLICATION</c>
/// (13.6.5, DcpExecutor.PrepareContainerNetworks), and makes it when there is none. It is made here, before a container needs it.
/// </remarks>
internal sealed class StackNetwork(StackIdentity stack, IContainerEngine engine, IHostEnvironment environment)
{
    private const string HashKey = "AppHost:Sha256";
    private const int HashLength = 8;

    /// <summary>What the engine calls it.</summary>
    public string Name => $"aspire-persistent-network-{HashOf(stack)[..HashLength]}-{environment.ApplicationName}";

    /// <summary>Makes Aspire's name for the network depend on the stack instead of on the AppHost's folder.</summary>
    public static void Configure(IDistributedApplicationBuilder builder, StackIdentity stack) => builder.Configuration[HashKey] = HashOf(stack);

    /// <summary>Makes the network unless it is there.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) =>
        engine.EnsureNetworkAsync(Name, new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken);

    private static string HashOf(StackIdentity stack) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stack.Name)));
}
