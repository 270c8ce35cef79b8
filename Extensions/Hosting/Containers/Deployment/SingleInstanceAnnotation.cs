using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>There may be one container of it and never two: a scheduler, for example, would start each task twice.</summary>
/// <remarks>
/// Run mode: nothing, one runs. Publishing: replicas or scaling beside it are an error, and Compose's <c>README.md</c> leaves it out of what can be scaled.
/// A server with a connection string, or with a volume that nothing else mounts, needs none: a second process would write into the same files.
/// </remarks>
public sealed class SingleInstanceAnnotation : IResourceAnnotation;
