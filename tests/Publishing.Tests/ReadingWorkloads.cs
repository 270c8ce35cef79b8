using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Publishing.Document;
using Devstack.Publishing.Targets;
using Xunit;

namespace Devstack.Publishing.Tests;

public sealed class ReadingWorkloads
{
    [Fact]
    public async Task ADatabaseThatAspireCreatesAtRunTimeBecomesAJobThatItsReadersWaitFor()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var orders = builder.AddMySql("mysql").WithDataVolume().AddDatabase("orders", "order`s");
            builder.AddContainer("web", "some/web", "1").WithReference(orders).WaitFor(orders);
        });

        var job = Assert.Single(document.Jobs);
        Assert.Equal("mysql-create-orders", job.Name);
        Assert.Equal([new("mysql", DependencyCondition.Healthy)], job.DependsOn);
        Assert.Equal("order`s", job.Environment[0].Value.AsText);
        Assert.Equal(["mysql-data"], job.Data);
        Assert.Equal(
            [new("mysql", DependencyCondition.Healthy), new("mysql-create-orders", DependencyCondition.Completed)],
            document.Services[1].DependsOn);
    }

    [Fact]
    public async Task WhatSomebodyWaitsToEndIsAJobEvenWhenNobodyCallsItOne()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var migrate = builder.AddContainer("migrate", "some/web", "1").WithEntrypoint("/migrate");
            builder.AddContainer("web", "some/web", "1").WaitForCompletion(migrate);
        });

        Assert.Equal("migrate", Assert.Single(document.Jobs).Name);
        Assert.Equal([new("migrate", DependencyCondition.Completed)], Assert.Single(document.Services).DependsOn);
    }

    [Fact]
    public async Task WhatTheLoadDecidesWhenItRunsAndHowItIsAskedAreRead()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var redis = builder.AddContainer("redis", "some/redis", "1").WithEndpoint(targetPort: 6379, name: "tcp");
            builder.AddContainer("worker", "some/web", "1")
                .WithScaling(new(2, 8) { CpuPercent = 60, Queues = [new(redis.GetEndpoint("tcp"), "tasks", Length: 5, Database: 1)] });
            builder.AddContainer("backup", "some/web", "1").WithSchedule("30 3 * * *");
            builder.AddContainer("migrate", "some/web", "1").AsJob(new(["/migrate"]) { Check = ["/migrated"] });
        });

        var scaling = document.Services.Single(service => service.Name == "worker").Scaling!;
        Assert.Equal((2, 8, 60), (scaling.Minimum, scaling.Maximum, scaling.CpuPercent));
        Assert.Equal([new("redis", 6379, 1, "tasks", 5, null)], scaling.Queues);
        Assert.Equal(["redis"], document.Services.Single(service => service.Name == "worker").ConnectsTo);
        Assert.Equal("30 3 * * *", document.Jobs.Single(job => job.Name == "backup").Schedule);
        Assert.Equal(["/migrated"], document.Jobs.Single(job => job.Name == "migrate").Check!);
    }

    [Fact]
    public async Task AJobsFingerprintFollowsWhatItIsMadeOfAndNothingElse()
    {
        static Task<DeploymentDocument> ReadAsync(string text, string label) => Model.ReadAsync(builder => builder
            .AddContainer("job", "some/web", "1").WithTextFile("/etc/x", () => text).WithIconName(label).AsJob(new(["/migrate"])));

        var first = await ReadAsync("a", "Box");
        var same = await ReadAsync("a", "Globe");
        var other = await ReadAsync("b", "Box");

        Assert.Equal(first.Jobs[0].Fingerprint, same.Jobs[0].Fingerprint);
        Assert.NotEqual(first.Jobs[0].Fingerprint, other.Jobs[0].Fingerprint);
    }

    [Fact]
    public async Task AVolumesNameHasNoHashOfAFolderInIt()
    {
        var document = await Model.ReadAsync(builder =>
        {
            builder.AddMySql("mysql").WithDataVolume();
            builder.AddContainer("web", "some/web", "1").WithVolume("shop-media", "/media").WithVolume("/cache/x");
        });

        Assert.Equal(["media", "mysql-data", "web-cache-x"], document.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public async Task EachProbeOfAspireAndOfOursBecomesAQuestionToTheContainer()
    {
        var document = await Model.ReadAsync(builder =>
        {
            builder.AddContainer("a", "some/a", "1").WithHttpEndpoint(targetPort: 80).WithHttpHealthCheck("/up/");
            builder.AddContainer("b", "some/b", "1").WithHttpEndpoint(targetPort: 81).WithHttpProbe(ProbeType.Liveness, "/alive");
            builder.AddContainer("c", "some/c", "1").WithReadiness("am-i-ready");
            builder.AddRedis("d");
        });

        Assert.Equal(new HttpQuestion("http", 80, "/up/"), document.Services[0].Probes.Single().Question);
        // Aspire's probe is a health check as well, whatever its type.
        Assert.Equal([ProbeKind.Readiness, ProbeKind.Liveness], document.Services[1].Probes.Select(probe => probe.Kind));
        Assert.All(document.Services[1].Probes, probe => Assert.Equal(new HttpQuestion("http", 81, "/alive"), probe.Question));
        Assert.Equal(["am-i-ready"], ((CommandQuestion)document.Services[2].Probes.Single().Question).Command);
        Assert.Contains("PONG", ((CommandQuestion)document.Services[3].Probes.Single().Question).Command[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatastoresProxiesAndWhatStandsBetweenAnswerInNetworksOfTheirOwn()
    {
        var document = await Model.ReadAsync(builder =>
        {
            var redis = builder.AddRedis("redis");
            var web = builder.AddContainer("web", "some/web", "1").WithHttpEndpoint(targetPort: 80).WaitFor(redis);
            builder.AddContainer("worker", "some/web", "1").WaitFor(redis).WithVolume("media", "/media");
            builder.AddContainer("proxy", "some/proxy", "1")
                .WithHttpEndpoint(port: 80, targetPort: 80).WithExternalHttpEndpoints()
                .WithRoute(ReferenceExpression.Create($"{builder.AddParameter("domain")}"), web.GetEndpoint("http"));
        });

        Assert.Equal(["data", "web", "app", "edge"], document.Services.Select(service => service.Network));
        Assert.Equal(["web"], document.Services[3].ConnectsTo);
        Assert.Equal("{domain}", Assert.Single(document.Routes).Host.ToString());
    }

    [Fact]
    public async Task WhatTheModelSaysOfTheContainerIsKept()
    {
        var document = await Model.ReadAsync(builder => builder.AddContainer("web", "some/web", "1")
            .WithImageSHA256("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
            .WithUser(1000).WithReadOnlyRoot("/tmp").WithCapabilities("NET_BIND_SERVICE").WithOptionalProfile("extra")
            .WithStopGracePeriod(TimeSpan.FromSeconds(30)).WithAnnotation(new ReplicaAnnotation(2))
            .WithResourceLimits(new() { MemoryLimit = 1 << 30 }).WithSecretFile(builder.AddParameter("pw", secret: true).Resource, 1000));

        var web = Assert.Single(document.Services);
        Assert.Equal("some/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", web.Image.Reference);
        Assert.Equal(
            ("1000:1000", "/tmp", "NET_BIND_SERVICE", "extra", 30d, 2, 1L << 30),
            (web.User!.ToString(), web.ReadOnlyRoot!.Writable[0], web.Capabilities![0], web.Profile, web.StopGracePeriod!.Value.TotalSeconds, web.Replicas, web.Resources.MemoryLimit));
        Assert.Equal([new SecretFileSpec("/run/secrets/pw", "pw", ValueEncoding.Plain, 1000)], web.SecretFiles);
    }

    [Fact]
    public async Task AServersPasswordIsNoArgument()
    {
        var document = await Model.ReadAsync(builder => builder.AddRedis("cache").WithPersistence(TimeSpan.FromMinutes(1), 5));

        Assert.Equal(
            ["-c", "exec redis-server - --save 60 5 <<END\nrequirepass \"$(printf '%s' \"$REDIS_PASSWORD\" | sed 's/[\\\\\"]/\\\\&/g')\"\nEND"],
            document.Services.Single().Arguments.Select(argument => argument.AsText));
    }

    [Fact]
    public async Task AFolderThatIsOnlyReadIsCopiedAndADockerfileKeepsItsTagBetweenRuns()
    {
        using var folder = new TemporaryFolder();
        folder.Write("site/index.html", "<h1>Shop</h1>");
        folder.Write("image/Dockerfile", "FROM scratch\nCOPY hello /\n");
        folder.Write("image/hello", "hello");
        folder.Write("image/.dockerignore", "*.log\n!keep.log\n");
        folder.Write("image/a.log", "x");
        folder.Write("image/keep.log", "x");
        folder.Write("image/.machine/authorities.pem", "x");

        Task<DeploymentDocument> ReadAsync() => Model.ReadAsync(builder =>
        {
            builder.AddContainer("web", "some/web", "1").WithBindMount(folder.Of("site"), "/srv", isReadOnly: true);
            builder.AddDockerfile("built", folder.Of("image"));
        });

        var (first, second) = (await ReadAsync(), await ReadAsync());

        Assert.Equal(["/srv/index.html"], first.Services[0].Files.Select(file => file.Path));
        Assert.Equal(first.Services[1].Image.Reference, second.Services[1].Image.Reference);
        Assert.StartsWith("shop/built:", first.Services[1].Image.Reference, StringComparison.Ordinal);
        Assert.Equal([".dockerignore", "Dockerfile", "hello", "keep.log"], first.Services[1].Image.Build!.Context.Select(file => file.Path));
    }

    // As Docker has it: .dockerignore keeps a Dockerfile out of the image, and not from the build.
    [Fact]
    public async Task ADockerfileThatItsOwnContextLeavesOutIsPublished()
    {
        using var folder = new TemporaryFolder();
        folder.Write("image/Dockerfile", "ARG BASE\nFROM ${BASE}\nCOPY . /srv\n");
        folder.Write("image/.dockerignore", "Dockerfile\n*.log\n");
        folder.Write("image/a.log", "x");
        folder.Write("image/hello", "hello");

        var document = await Model.ReadAsync(builder =>
        {
            builder.AddContainer("source", "-").WithImage(ImageSource.Build("some/built", "image", ImageSource.Pull("some/base:1")), new ImageCatalog(folder.Path));
            builder.AddDockerfile("dockerfile", folder.Of("image"));
        });

        Assert.All(document.Services, service => Assert.Equal([".dockerignore", "Dockerfile", "hello"], service.Image.Build!.Context.Select(file => file.Path)));
    }

    [Fact]
    public async Task AResourceCanBeLeftOutOfOneTarget()
    {
        var document = await Model.ReadAsync((builder, target) =>
        {
            builder.AddContainer("web", "some/web", "1");
            builder.AddContainer("tool", "some/tool", "1").ExcludeFrom(target);
        });

        Assert.Equal(["web"], document.Workloads.Select(workload => workload.Name));
    }
}
