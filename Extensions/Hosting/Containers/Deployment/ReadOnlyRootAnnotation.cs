using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The container writes nowhere but into its volumes and these folders, which are in memory and empty at each start.</summary>
/// <remarks>Run mode: nothing. Compose: <c>read_only</c> and <c>tmpfs</c>. Kubernetes: <c>readOnlyRootFilesystem</c> and <c>emptyDir</c>.</remarks>
/// <param name="writable">The folders, for example <c>/tmp</c>.</param>
public sealed class ReadOnlyRootAnnotation(params IReadOnlyList<string> writable) : IResourceAnnotation
{
    /// <summary>The folders.</summary>
    public IReadOnlyList<string> Writable { get; } = writable;
}
