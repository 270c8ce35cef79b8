using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Jobs;

/// <summary>A scheduled job that copies the data of a server of the model.</summary>
/// <remarks>Where another server takes that one's place, outside of what is published, its own means back it up: Kubernetes then leaves the job out. Compose: nothing.</remarks>
/// <param name="server">The server.</param>
/// <param name="restoreVariable">The environment variable that names the copy which the job brings back instead of making one; <see langword="null"/> when it can't.</param>
public sealed class BackupAnnotation(IResource server, string? restoreVariable = null) : IResourceAnnotation
{
    /// <summary>The server.</summary>
    public IResource Server { get; } = server ?? throw new ArgumentNullException(nameof(server));

    /// <summary>The environment variable that names the copy which the job brings back instead of making one; <see langword="null"/> when it can't.</summary>
    public string? RestoreVariable { get; } = restoreVariable;
}
