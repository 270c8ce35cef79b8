using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The container writes nowhere but into its volumes and these folders, which nobody else sees and which go with it.</summary>
/// <remarks>Run mode: nothing. Compose: <c>read_only</c>, and <c>tmpfs</c> or a volume without a name. Kubernetes: <c>readOnlyRootFilesystem</c> and <c>emptyDir</c>.</remarks>
/// <param name="writable">The folders, for example <c>/tmp</c>. They are small: with Compose they are in memory, and empty at each start.</param>
public sealed class ReadOnlyRootAnnotation(params IReadOnlyList<string> writable) : IResourceAnnotation
{
    /// <summary>The small folders.</summary>
    public IReadOnlyList<string> Writable { get; } = writable;

    /// <summary>The folders that may get large: they are on the disk.</summary>
    public IReadOnlyList<string> OnDisk { get; init; } = [];
}
