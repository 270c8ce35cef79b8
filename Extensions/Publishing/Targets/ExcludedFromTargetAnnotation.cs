using Aspire.Hosting.ApplicationModel;

namespace Devstack.Publishing.Targets;

/// <summary>One target leaves the resource out.</summary>
/// <param name="target">The target's resource.</param>
public sealed class ExcludedFromTargetAnnotation(IResource target) : IResourceAnnotation
{
    /// <summary>The target's resource.</summary>
    public IResource Target { get; } = target;

    internal static bool IsOn(IResource resource, IResource target) =>
        resource.Annotations.OfType<ExcludedFromTargetAnnotation>().Any(annotation => annotation.Target == target);
}
