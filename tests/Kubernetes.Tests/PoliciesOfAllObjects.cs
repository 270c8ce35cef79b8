using System.Text;
using Aspire.Hosting;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Jobs;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>What has to be true of every object, whatever the model.</summary>
public sealed class PoliciesOfAllObjects
{
    public static TheoryData<string> Models => ["shop", "shop behind a gateway", "shop with KEDA and external secrets", "waiting without a check"];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EveryPodObeysTheRestrictedProfile(string model)
    {
        var published = await PublishAsync(model);

        var space = published.Shared<V1Namespace>().Single();
        Assert.Equal("restricted", space.Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        Assert.All(published.All.SelectMany(Pods.Of), pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.NotEqual(0, pod.SecurityContext.RunAsUser);
            Assert.True(pod.HostNetwork is not true && pod.HostPID is not true && pod.HostIPC is not true);
            Assert.All(pod.Volumes ?? [], volume => Assert.True(volume.ConfigMap is not null || volume.Projected is not null || volume.EmptyDir is not null || volume.PersistentVolumeClaim is not null, $"{volume.Name} is of another kind."));
            Assert.All(pod.SecurityContext.Sysctls ?? [], sysctl => Assert.Equal("net.ipv4.ip_unprivileged_port_start", sysctl.Name));
        });
        Assert.All(Containers(published), container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.All(container.SecurityContext.Capabilities.Add ?? [], capability => Assert.Equal("NET_BIND_SERVICE", capability));
            Assert.True(container.SecurityContext.Privileged is not true);
            Assert.NotEqual(0, container.SecurityContext.RunAsUser);
            Assert.All(container.Ports ?? [], port => Assert.Null(port.HostPort));
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EveryContainerSaysWhatItNeedsAndWhichImageItIs(string model)
    {
        var published = await PublishAsync(model);

        Assert.All(Containers(published), container =>
        {
            Assert.Equal(["cpu", "memory"], container.Resources.Requests.Keys.Order());
            Assert.Contains("memory", container.Resources.Limits.Keys);
            Assert.True(container.Resources.Requests["memory"].ToDecimal() <= container.Resources.Limits["memory"].ToDecimal());
            Assert.Matches("^[^:@]+(:[0-9]+/[^:@]+)?(:[^:]+|@sha256:[0-9a-f]+)$", container.Image);
            Assert.DoesNotContain(":latest", container.Image, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EveryServiceIsAskedIsKeptUpAndIsReachedByItsCallersAlone(string model)
    {
        var published = await PublishAsync(model);

        foreach (var workload in published.Objects.Workloads)
        {
            Assert.NotNull(workload.NetworkPolicy);
            Assert.False(workload.ServiceAccount!.AutomountServiceAccountToken);
            Assert.False(workload.Pod.Spec.AutomountServiceAccountToken);
            Assert.Equal(workload.Name, workload.Pod.Spec.ServiceAccountName);
            if (workload.Deployment is not null || workload.StatefulSet is not null)
            {
                Assert.NotNull(workload.DisruptionBudget);
                Assert.True(workload.Container.Ports is null || workload.Container.ReadinessProbe is not null, $"{workload.Name} has no readiness probe.");
                Assert.True(workload.Container.Ports is null || workload.StatefulSet is not null || workload.Container is { LivenessProbe: not null, StartupProbe: not null }, $"{workload.Name} isn't asked whether it lives.");
                Assert.True(workload.Service is null || workload.Container.Lifecycle is not null, $"{workload.Name} ends before the proxies know it.");
            }

            if (workload.Deployment is { } deployment)
            {
                Assert.Equal("0", deployment.Spec.Strategy.RollingUpdate.MaxUnavailable);
            }
        }

        var closed = published.Shared<V1NetworkPolicy>().Single();
        Assert.Empty(closed.Spec.PodSelector.MatchLabels ?? new Dictionary<string, string>());
        Assert.Equal(["Ingress", "Egress"], closed.Spec.PolicyTypes);
        Assert.Null(closed.Spec.Ingress);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task EveryObjectHasTheStandardLabelsAndAKnownName(string model)
    {
        var published = await PublishAsync(model);

        Assert.All(published.All, item =>
        {
            Assert.Equal("shop", item.Metadata.Labels["app.kubernetes.io/instance"]);
            Assert.Equal("shop", item.Metadata.Labels["app.kubernetes.io/part-of"]);
            Assert.Equal("devstack", item.Metadata.Labels["app.kubernetes.io/managed-by"]);
            Assert.Matches("^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", item.Metadata.Name);
        });
        Assert.Equal(published.All.Count(), published.All.Select(item => (item.Kind, item.Metadata.Name)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task NoFileHasTheValueOfASecret(string model)
    {
        const string Marker = "KnownSecretValue123";
        var published = await PublishAsync(model, builder =>
        {
            foreach (var secret in new[] { "mysql-password", "cache-password", "signing-key" })
            {
                builder.Configuration[$"Parameters:{secret}"] = Marker;
            }
        });

        Assert.All(published.Files, file => Assert.DoesNotContain(Marker, Encoding.UTF8.GetString(file.Content.Span), StringComparison.Ordinal));
        Assert.DoesNotContain(published.All, item => item is V1Secret);
        Assert.All(Containers(published).SelectMany(container => container.Env ?? []).Where(variable => variable.Name.StartsWith("SECRET_", StringComparison.Ordinal)), variable => Assert.NotNull(variable.ValueFrom.SecretKeyRef));
    }

    [Fact]
    public async Task OnlyWhoWaitsForAJobWithoutACheckMayReadThisOneJobAndOnlyItsInitContainerHasTheToken()
    {
        var published = await PublishAsync("waiting without a check");

        Assert.DoesNotContain((await PublishAsync("shop")).All, item => item is V1Role or V1RoleBinding);
        var role = published.All.OfType<V1Role>().Single();
        Assert.Equal("web", role.Metadata.Name);
        Assert.Equal([published.Workload("prepare").Job!.Metadata.Name], role.Rules.Single().ResourceNames);
        Assert.Equal(["get", "list", "watch"], role.Rules.Single().Verbs);
        var pod = published.Workload("web").Pod.Spec;
        Assert.Equal("job-reader-token", pod.InitContainers.Single().VolumeMounts.Single().Name);
        Assert.Null(pod.Containers.Single().VolumeMounts);
    }

    private static IEnumerable<V1Container> Containers(Published published) => published.All.SelectMany(Pods.Of).SelectMany(Pods.Containers);

    private static Task<Published> PublishAsync(string model, Action<IDistributedApplicationBuilder>? before = null) => Published.FromAsync(
        builder =>
        {
            before?.Invoke(builder);
            if (model is "waiting without a check")
            {
                var job = builder.AddContainer("prepare", "some/tool", "1").WithUser(1000).AsJob(new(["/prepare"]));
                builder.AddContainer("web", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WaitForCompletion(job);
            }
            else
            {
                Shop.Describe(builder);
            }
        },
        options =>
        {
            options.Routing.Kind = model is "shop behind a gateway" ? RoutingKind.Gateway : RoutingKind.Ingress;
            options.HasKeda = model is "shop with KEDA and external secrets";
            options.Secrets = model is "shop with KEDA and external secrets" ? SecretSource.ExternalSecrets : SecretSource.Files;
        });
}
