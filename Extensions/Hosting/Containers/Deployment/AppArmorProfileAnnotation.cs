using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>The container runs under an AppArmor profile, which the kernel of its machine has to know before it starts.</summary>
/// <remarks>
/// Run mode: <c>--security-opt apparmor=NAME</c>. Compose: <c>security_opt</c>. Kubernetes: <c>appArmorProfile</c> of the pod. Published, the
/// profile is a file of the output, <c>apparmor/NAME</c>: only root can load it, on each machine that runs the container.
/// </remarks>
/// <param name="name">The profile's name, lower-case letters and underscores.</param>
/// <param name="text">The profile.</param>
public sealed class AppArmorProfileAnnotation(string name, string text) : IResourceAnnotation
{
    /// <summary>The profile's name.</summary>
    public string Name { get; } = name;

    /// <summary>The profile, as <c>apparmor_parser</c> reads it.</summary>
    public string Text { get; } = text;
}
