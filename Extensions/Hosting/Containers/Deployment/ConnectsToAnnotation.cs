using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>A container opens connections to another one, which no value of it, route or <c>WaitFor</c> says already: the address is text in a file.</summary>
/// <remarks>Run mode: nothing, one network holds all. Compose: a common network. Kubernetes: a rule of the network policies.</remarks>
/// <param name="resource">Who answers.</param>
public sealed class ConnectsToAnnotation(IResource resource) : IResourceAnnotation
{
    /// <summary>Who answers.</summary>
    public IResource Resource { get; } = resource;
}
