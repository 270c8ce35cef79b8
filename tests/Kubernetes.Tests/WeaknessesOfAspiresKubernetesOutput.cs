using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>Aspire's own Kubernetes publisher has fourteen weaknesses, by their numbers; none of them is true here.</summary>
public sealed class WeaknessesOfAspiresKubernetesOutput
{
    [Fact]
    public async Task Number1DataIsOnAClaimThatStaysAndMountedOnce()
    {
        var published = await Published.FromAsync(builder => builder.AddMySql("mysql").WithDataVolume());

        var set = published.Workload("mysql").StatefulSet!;
        Assert.Equal("mysql-data", set.Spec.VolumeClaimTemplates.Single().Metadata.Name);
        Assert.Equal("Retain", set.Spec.PersistentVolumeClaimRetentionPolicy.WhenDeleted);
        Assert.Single(published.Workload("mysql").Container.VolumeMounts, mount => mount.MountPath == "/var/lib/mysql");
        Assert.DoesNotContain(set.Spec.Template.Spec.Volumes ?? [], volume => volume.EmptyDir is not null);
    }

    [Fact]
    public async Task Number2WhatRunsOnceIsAJobThatIsNotRunAgain()
    {
        static void Describe(IDistributedApplicationBuilder builder, string command) => builder.AddContainer("migrate", "some/web", "1").WithUser(1000).AsJob(new([command]) { Attempts = 4 });

        var published = await Published.FromAsync(builder => Describe(builder, "/migrate"));
        var again = await Published.FromAsync(builder => Describe(builder, "/migrate"));
        var other = await Published.FromAsync(builder => Describe(builder, "/migrate-all"));

        var job = published.Workload("migrate").Job!;
        Assert.Null(published.Workload("migrate").Deployment);
        Assert.Equal((3, "Never"), (job.Spec.BackoffLimit, job.Spec.Template.Spec.RestartPolicy));
        Assert.Equal(job.Metadata.Name, again.Workload("migrate").Job!.Metadata.Name);
        Assert.NotEqual(job.Metadata.Name, other.Workload("migrate").Job!.Metadata.Name);
    }

    [Fact]
    public async Task Number3WhatIsWaitedForIsWaitedFor()
    {
        var published = await Published.FromAsync(Shop.Describe);

        var waits = published.Workload("web").Pod.Spec.InitContainers;
        Assert.Equal(["wait-for-services", "wait-for-migrate"], waits.Select(container => container.Name));
        Assert.Equal(["cache:6379"], waits[0].Args);
        Assert.Equal(published.Workload("migrate").Container.Image, waits[1].Image);
        Assert.Contains(waits[1].Env, variable => variable.Name == "ORDERS_HOST");
        Assert.Equal(["wait-for-services", "wait-for-mysql-create-orders"], published.Workload("migrate").Pod.Spec.InitContainers.Select(container => container.Name));
    }

    [Fact]
    public async Task Number4ProbesAreValidAndHealthChecksAreProbes()
    {
        var published = await Published.FromAsync(builder =>
        {
            builder.AddMySql("mysql");
            builder.AddContainer("probed", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WithHttpProbe(ProbeType.Liveness, "/alive");
            builder.AddContainer("checked", "some/web", "1").WithUser(1000).WithHttpEndpoint(targetPort: 80).WithHttpHealthCheck("/up");
        });

        Assert.Equal(("HTTP", "/alive"), (published.Workload("probed").Container.LivenessProbe.HttpGet.Scheme, published.Workload("probed").Container.LivenessProbe.HttpGet.Path));
        Assert.Equal(("HTTP", "/up"), (published.Workload("checked").Container.ReadinessProbe.HttpGet.Scheme, published.Workload("checked").Container.ReadinessProbe.HttpGet.Path));
        Assert.Contains("mysqladmin", published.Workload("mysql").Container.ReadinessProbe.Exec.Command[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number5AVariableMayHaveADot()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("search", "some/search", "1").WithUser(1000).WithEnvironment("discovery.type", "single-node"));

        var variable = published.Workload("search").Container.Env.Single();
        Assert.Equal(("discovery.type", "single-node"), (variable.Name, variable.Value));
    }

    [Fact]
    public async Task Number6FilesAreInAConfigMapWhoseNameFollowsTheirContent()
    {
        static Task<Published> WithAsync(string text) => Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithUser(1000)
            .WithContainerFiles("/etc/web", [new ContainerFile { Name = "web.conf", Contents = text }])
            .WithTextFile("/etc/motd", () => "hello"));

        var (one, other) = (await WithAsync("listen 80"), await WithAsync("listen 81"));

        Assert.Equal("listen 80", one.Workload("web").Files!.Data["etc-web-web.conf"]);
        Assert.True(one.Workload("web").Files!.Immutable);
        Assert.Equal(["/etc/motd", "/etc/web/web.conf"], one.Workload("web").Container.VolumeMounts.Select(mount => mount.MountPath));
        Assert.NotEqual(one.Workload("web").Files!.Metadata.Name, other.Workload("web").Files!.Metadata.Name);
    }

    [Fact]
    public async Task Number7ASecretIsInOnePlaceAndMayComeFromElsewhere()
    {
        var published = await Published.FromAsync(Shop.Describe);

        var references = published.All.SelectMany(Pods.Of).SelectMany(Pods.Containers).SelectMany(container => container.Env ?? [])
            .Where(variable => variable.Value is null && variable.Name.EndsWith("ORDERS_PASSWORD", StringComparison.Ordinal))
            .Select(variable => (variable.ValueFrom.SecretKeyRef.Name, variable.ValueFrom.SecretKeyRef.Key));
        Assert.Equal([("mysql-password", "value")], references.Distinct());
        Assert.Contains("These are the names", published["secrets/README.md"].Replace("only need these names and keys", "These are the names", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("domain=shop.example.com\n", published["base/settings.env"][(published["base/settings.env"].IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    [Fact]
    public async Task Number8NoCharacterOfAValueBreaksTheYamlAndUrisAreEncoded()
    {
        const string Awkward = "\"quoted\" \\ 'single' # not: a comment {{ .Values.x }} %";

        var published = await Published.FromAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").AddDatabase("orders");
            builder.AddContainer("web", "some/web", "1").WithUser(1000).WithReference(orders).WithEnvironment("AWKWARD", Awkward);
        });

        var read = Manifests.Load(published["base/web.yaml"]).OfType<V1Deployment>().Single().Spec.Template.Spec.Containers.Single().Env;
        Assert.Equal(Awkward, read.Single(variable => variable.Name == "AWKWARD").Value);
        Assert.Equal("mysql://root:$(SECRET_MYSQL_PASSWORD_URI)@mysql:3306/orders", read.Single(variable => variable.Name == "ORDERS_URI").Value);
        Assert.Equal("uri", read.Single(variable => variable.Name == "SECRET_MYSQL_PASSWORD_URI").ValueFrom.SecretKeyRef.Key);
    }

    [Fact]
    public async Task Number9WhatAClusterWantsIsThere()
    {
        var published = await Published.FromAsync(Shop.Describe);

        var web = published.Workload("web");
        Assert.Equal("256Mi", web.Container.Resources.Limits["memory"].ToString());
        Assert.Equal((2, 6), (web.Autoscaler!.Spec.MinReplicas, web.Autoscaler.Spec.MaxReplicas));
        Assert.Null(web.Deployment!.Spec.Replicas); // else each apply would undo what the autoscaler did
        Assert.NotNull(web.DisruptionBudget);
        Assert.NotNull(web.NetworkPolicy);
        Assert.NotNull(web.ServiceAccount);
        Assert.True(web.Container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.Equal(["kubernetes.io/hostname", "topology.kubernetes.io/zone"], web.Pod.Spec.TopologySpreadConstraints.Select(constraint => constraint.TopologyKey));
        Assert.Equal("mysql-pods", published.Workload("mysql").StatefulSet!.Spec.ServiceName);
        Assert.Contains(published.Workload("mysql").All, item => item is V1Service { Metadata.Name: "mysql-pods" });
    }

    [Fact]
    public async Task Number10AnUpgradeLosesNoRequest()
    {
        var web = (await Published.FromAsync(Shop.Describe)).Workload("web");

        Assert.Equal(("0", "1"), (web.Deployment!.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, web.Deployment.Spec.Strategy.RollingUpdate.MaxSurge.Value));
        Assert.NotNull(web.Container.ReadinessProbe);
        Assert.Equal(5, web.Container.Lifecycle.PreStop.Sleep.Seconds);
        Assert.Equal(5 + 3, web.Pod.Spec.TerminationGracePeriodSeconds);
    }

    [Fact]
    public async Task OfWhatThereMayNeverBeTwoTheLastOneEndsBeforeTheNextOneStarts()
    {
        var published = await Published.FromAsync(builder =>
        {
            builder.AddContainer("scheduler", "some/web", "1").WithUser(1000).WithSingleInstance();
            builder.AddContainer("web", "some/web", "1").WithUser(1000);
        });

        Assert.Equal(["scheduler"], published.Exceptions.Singles);
        Policies.Check([.. published.All], published.Exceptions);
    }

    [Fact]
    public async Task Number11WhatIsOpenHasAnIngressWithItsHostAndACertificate()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithUser(1000)
            .WithHttpEndpoint(port: 8080, targetPort: 80).WithExternalHttpEndpoints());

        var ingress = published.Shared<V1Ingress>().Single();
        Assert.Equal("web-host", ingress.Spec.Rules.Single().Host);
        Assert.Equal(["web-host"], ingress.Spec.Tls.Single().Hosts);
        Assert.Equal(80, ingress.Spec.Rules.Single().Http.Paths.Single().Backend.Service.Port.Number);
        Assert.Equal("250m", ingress.Metadata.Annotations["nginx.ingress.kubernetes.io/proxy-body-size"]);
        Assert.Contains("fieldPath: data.web-host", published["components/settings/kustomization.yaml"], StringComparison.Ordinal);
        Assert.Contains("# web-host=\n", published["overlays/production/settings.env"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number12ImagesAreExactAndPulledWithTheSecretsThatTheyNeed()
    {
        var digest = new string('a', 64);
        using var folder = new TemporaryFolder();
        folder.Write("web/Dockerfile", "FROM scratch\n");

        var published = await Published.FromAsync(
            builder =>
            {
                builder.AddContainer("exact", "some/web").WithImageSHA256(digest).WithUser(1000);
                builder.AddDockerfile("built", folder.Of("web")).WithUser(1000);
            },
            options =>
            {
                options.ImageRegistry = "registry.example.com/team";
                options.ImagePullSecrets.Add("registry");
            });
        var error = await Assert.ThrowsAsync<Publishing.Reading.PublishException>(() => Published.FromAsync(builder => builder.AddContainer("web", "some/web").WithUser(1000)));

        Assert.Equal($"some/web@sha256:{digest}", published.Workload("exact").Container.Image);
        Assert.Matches("^registry.example.com/team/shop/built:[0-9a-f]{12}$", published.Workload("built").Container.Image);
        Assert.Equal("registry", published.Workload("built").ServiceAccount!.ImagePullSecrets.Single().Name);
        Assert.Contains("which may be another one tomorrow", error.Message, StringComparison.Ordinal);
        Assert.Contains("FROM scratch", published["build/built/Dockerfile"], StringComparison.Ordinal);
    }

    [Fact]
    public void Number13ItStandsBesideAnyOtherTarget()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);

        builder.AddKubernetesTarget("kubernetes");
        builder.AddKubernetesTarget("another");

        Assert.DoesNotContain(builder.Resources, resource => resource is IComputeEnvironmentResource);
        Assert.Equal(2, builder.Resources.OfType<KubernetesTargetResource>().Count());
    }

    [Fact]
    public async Task Number14NothingIsAddedThatTheModelHasNot()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").WithUser(1000));

        Assert.Equal(["web"], published.Objects.Workloads.Select(workload => workload.Name));
    }
}
