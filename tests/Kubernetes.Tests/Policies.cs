using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>The services that the model itself says are unlike others.</summary>
/// <param name="Singles">Of which there may be one and never two.</param>
/// <param name="Escalating">Whose programs run others as another user: a sandbox.</param>
internal sealed record Exceptions(IReadOnlyCollection<string> Singles, IReadOnlyCollection<string> Escalating);

/// <summary>What has to be true of all objects of a stack, whatever the model.</summary>
internal static class Policies
{
    private const string NameLabel = "app.kubernetes.io/name";

    private static readonly string[] ClusterWide = ["Namespace"];

    /// <param name="objects">The objects.</param>
    /// <param name="exceptions">The services that are unlike others.</param>
    public static void Check(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, Exceptions exceptions)
    {
        Assert.NotEmpty(objects.SelectMany(Pods.Of));
        CheckNames(objects);
        CheckRestrictedProfile(objects, exceptions.Escalating);
        CheckContainers(objects);
        CheckWorkloads(objects, exceptions.Singles);
        CheckNetwork(objects);
    }

    // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
    private static void CheckRestrictedProfile(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, IReadOnlyCollection<string> escalating)
    {
        Assert.All(objects.OfType<V1Namespace>(), space => Assert.Equal(escalating.Count > 0 ? "baseline" : "restricted", space.Metadata.Labels["pod-security.kubernetes.io/enforce"]));
        Assert.All(objects.SelectMany(Pods.Of), pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.NotEqual(0, pod.SecurityContext.RunAsUser);
            Assert.True(pod.HostNetwork is not true && pod.HostPID is not true && pod.HostIPC is not true);
            Assert.All(pod.Volumes ?? [], volume => Assert.True(volume.ConfigMap is not null || volume.Projected is not null || volume.EmptyDir is not null || volume.PersistentVolumeClaim is not null, $"{volume.Name} is of another kind."));
            Assert.All(pod.SecurityContext.Sysctls ?? [], sysctl => Assert.Equal("net.ipv4.ip_unprivileged_port_start", sysctl.Name));
        });
        Assert.All(Containers(objects), container =>
        {
            var isEscalating = escalating.Contains(container.Name);
            Assert.Equal(isEscalating, container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.All(container.SecurityContext.Capabilities.Add ?? [], capability => Assert.True(isEscalating || capability is "NET_BIND_SERVICE", $"{container.Name} has {capability}."));
            Assert.True(container.SecurityContext.Privileged is not true);
            Assert.NotEqual(0, container.SecurityContext.RunAsUser);
            Assert.All(container.Ports ?? [], port => Assert.Null(port.HostPort));
        });
    }

    private static void CheckContainers(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects) => Assert.All(Containers(objects), container =>
    {
        Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
        Assert.Contains("memory", container.Resources.Limits.Keys);
        Assert.True(container.Resources.Requests["memory"].ToDecimal() <= container.Resources.Limits["memory"].ToDecimal());
        Assert.Matches("^[^:@]+(:[0-9]+/[^:@]+)?(:[^:]+|@sha256:[0-9a-f]+)$", container.Image);
        Assert.DoesNotContain(":latest", container.Image, StringComparison.Ordinal);
        // A file with a secret may be called so, too.
        Assert.All(
            (container.Env ?? []).Where(variable => variable.Name.StartsWith("SECRET_", StringComparison.Ordinal) && variable.Value?.StartsWith("/run/secrets/", StringComparison.Ordinal) is not true),
            variable => Assert.NotNull(variable.ValueFrom?.SecretKeyRef));
    });

    private static void CheckWorkloads(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, IReadOnlyCollection<string> singles)
    {
        foreach (var item in objects.Where(item => Pods.TemplateOf(item) is not null))
        {
            var template = Pods.TemplateOf(item)!;
            var name = template.Metadata.Labels[NameLabel];
            Assert.False(template.Spec.AutomountServiceAccountToken);
            Assert.False(template.Spec.EnableServiceLinks);
            Assert.False(objects.OfType<V1ServiceAccount>().Single(account => account.Metadata.Name == template.Spec.ServiceAccountName).AutomountServiceAccountToken);
            Assert.Contains(objects.OfType<V1NetworkPolicy>(), policy => policy.Spec.PodSelector.MatchLabels?.TryGetValue(NameLabel, out var selected) is true && selected == name);
            if (item is V1Deployment or V1StatefulSet)
            {
                CheckService(objects, name, template.Spec.Containers.Single(), keepsData: item is V1StatefulSet);
                Assert.NotEmpty(template.Spec.TopologySpreadConstraints);
            }

            if (item is V1Deployment deployment)
            {
                CheckRoll(objects, deployment, singles.Contains(name));
                Assert.True(
                    deployment.Spec.Replicas is not null || objects.Any(other => other is V2HorizontalPodAutoscaler or Document.CustomObject && other.Metadata.Name == name),
                    $"Nothing says how many pods {name} has.");
            }
        }
    }

    // None is missing while it rolls, but of what there may never be two: that one has ended before the next one starts, and nothing makes a second one.
    private static void CheckRoll(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, V1Deployment deployment, bool isSingle)
    {
        if (!isSingle)
        {
            Assert.Equal(("RollingUpdate", "0"), (deployment.Spec.Strategy.Type, deployment.Spec.Strategy.RollingUpdate.MaxUnavailable.Value));
            return;
        }

        Assert.Equal(("Recreate", null), (deployment.Spec.Strategy.Type, deployment.Spec.Strategy.RollingUpdate));
        Assert.Equal(1, deployment.Spec.Replicas);
        Assert.DoesNotContain(objects, other => other is V2HorizontalPodAutoscaler or Document.CustomObject { Kind: "ScaledObject" } && other.Metadata.Name == deployment.Metadata.Name);
        var budget = objects.OfType<V1PodDisruptionBudget>().Single(budget => budget.Metadata.Name == deployment.Metadata.Name).Spec;
        Assert.Equal(("1", null), (budget.MaxUnavailable.Value, budget.MinAvailable?.Value)); // a node with it can be drained
    }

    private static void CheckService(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects, string name, V1Container container, bool keepsData)
    {
        Assert.Contains(objects.OfType<V1PodDisruptionBudget>(), budget => budget.Spec.Selector.MatchLabels[NameLabel] == name);
        Assert.True(container.Ports is null || container.ReadinessProbe is not null, $"{name} has no readiness probe.");
        // A datastore isn't killed while it recovers its data.
        Assert.True(container.Ports is null || keepsData || container is { LivenessProbe: not null, StartupProbe: not null }, $"{name} isn't asked whether it lives.");
        Assert.True(objects.OfType<V1Service>().All(service => service.Metadata.Name != name) || container.Lifecycle?.PreStop is not null, $"{name} ends before the proxies know it.");
    }

    private static void CheckNetwork(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        CheckSolver(objects);
        var closed = objects.OfType<V1NetworkPolicy>().Single(policy => policy.Spec.PodSelector.MatchLabels is null or { Count: 0 } && policy.Spec.PodSelector.MatchExpressions is null);
        Assert.Equal(["Ingress", "Egress"], closed.Spec.PolicyTypes);
        Assert.Null(closed.Spec.Ingress);
        Assert.DoesNotContain(objects.OfType<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []), rule => rule.FromProperty is null or { Count: 0 });
    }

    // Whoever asks cert-manager for a certificate has to let the proxies in to the pod that proves whose host name it is.
    private static void CheckSolver(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var solvers = objects.OfType<V1NetworkPolicy>().Where(policy => policy.Spec.PodSelector.MatchLabels?.ContainsKey("acme.cert-manager.io/http01-solver") is true).ToList();
        if (!objects.Any(item => item.Metadata.Annotations?.ContainsKey("cert-manager.io/cluster-issuer") is true))
        {
            Assert.Empty(solvers);
            return;
        }

        var solver = Assert.Single(solvers).Spec;
        Assert.Equal("true", Assert.Single(solver.PodSelector.MatchLabels).Value);
        Assert.Equal(["Ingress"], solver.PolicyTypes);
        Assert.Equal(("8089", "TCP"), (Assert.Single(solver.Ingress).Ports.Single().Port.Value, solver.Ingress[0].Ports[0].Protocol));
        var routed = objects.OfType<V1NetworkPolicy>().SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty).Select(from => from.NamespaceSelector?.MatchLabels).OfType<IDictionary<string, string>>();
        Assert.Contains(Assert.Single(solver.Ingress[0].FromProperty).NamespaceSelector.MatchLabels["kubernetes.io/metadata.name"], routed.Select(labels => labels["kubernetes.io/metadata.name"]));
    }

    private static void CheckNames(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var stack = objects[0].Metadata.Labels["app.kubernetes.io/instance"];
        Assert.All(objects, item =>
        {
            Assert.Equal(stack, item.Metadata.Labels["app.kubernetes.io/instance"]);
            Assert.Equal(stack, item.Metadata.Labels["app.kubernetes.io/part-of"]);
            Assert.Equal("devstack", item.Metadata.Labels["app.kubernetes.io/managed-by"]);
            Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", item.Metadata.Name);
        });
        Assert.Equal(objects.Count, objects.Select(item => (item.Kind, item.Metadata.Name)).Distinct().Count());
        Assert.Single(objects.Where(item => !ClusterWide.Contains(item.Kind)).Select(item => item.Metadata.NamespaceProperty).Distinct());
    }

    private static IEnumerable<V1Container> Containers(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) => objects.SelectMany(Pods.Of).SelectMany(Pods.Containers);
}
