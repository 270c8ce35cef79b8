using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The container needs no Linux capability but these.</summary>
/// <remarks>Run mode: nothing. Compose: <c>cap_drop: [ALL]</c> and <c>cap_add</c>. Kubernetes: <c>capabilities</c>.</remarks>
/// <param name="kept">For example <c>NET_BIND_SERVICE</c>; empty for none.</param>
public sealed class CapabilitiesAnnotation(params IReadOnlyList<string> kept) : IResourceAnnotation
{
    /// <summary>What it needs.</summary>
    public IReadOnlyList<string> Kept { get; } = kept;
}
