using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>Programs of the container may get more rights than who starts them: it runs some of them as another user, by <c>sudo</c>.</summary>
/// <remarks>
/// Run mode: nothing, engines allow it. Compose: no <c>no-new-privileges</c>. Kubernetes: <c>allowPrivilegeEscalation</c>, which the restricted
/// Pod Security Standard doesn't allow: the namespace of such a container enforces the baseline one.
/// </remarks>
public sealed class PrivilegeEscalationAnnotation : IResourceAnnotation;
