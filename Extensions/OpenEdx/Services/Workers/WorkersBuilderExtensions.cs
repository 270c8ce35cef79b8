using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Workers;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx;

/// <summary>Adds the Celery workers to a platform.</summary>
public static class WorkersBuilderExtensions
{
    // The queues of each service (platform.md 4.4 and 9): a queue that no worker serves keeps its tasks for ever.
    private static readonly string[] LmsQueues = ["edx.lms.core.default", "edx.lms.core.high", "edx.lms.core.high_mem"];
    private static readonly string[] CmsQueues = ["edx.cms.core.default", "edx.cms.core.high", "edx.cms.core.low"];

    // Most tasks take about a second: so many waiting ones are a wait of seconds.
    private const int TasksOfAProcess = 10;

    private const string SignSource = "devstack_celery.py";

    /// <summary>Adds <c>lms-worker</c> and <c>cms-worker</c>, unless the part <c>workers</c> is off. In run mode they begin again when a Python file changes.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<OpenEdxResource> AddWorkers(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (!platform.Resource.Runs(StackParts.Workers))
        {
            return platform;
        }

        Add(platform, PlatformVariant.Lms, LmsQueues, platform.Resource.Options.Workers.Lms);
        Add(platform, PlatformVariant.Cms, CmsQueues, platform.Resource.Options.Workers.Cms);
        return platform;
    }

    private static void Add(IResourceBuilder<OpenEdxResource> platform, PlatformVariant variant, string[] queues, int concurrency)
    {
        var service = PlatformContainers.NameOf(variant);
        string[] celery =
        [
            "celery", $"--app={service}.celery", "worker", "--loglevel=info", $"--hostname={queues[0]}@%h", $"--queues={string.Join(',', queues)}",
            $"--concurrency={concurrency.ToString(CultureInfo.InvariantCulture)}",
            "--prefetch-multiplier=1", "--without-gossip", "--without-mingle", "--include=devstack_celery",
            // Tasks in threads while developing: one process, that a debugger stops in whichever task it is.
            .. platform.ApplicationBuilder.ExecutionContext.IsRunMode ? new[] { "--pool=threads" } : ["--max-tasks-per-child=100"],
        ];
        var development = platform.ApplicationBuilder.ExecutionContext.IsRunMode;
        string[] command = development ? WorkerReload.Around(platform.Resource, variant, celery) : celery;
        var worker = platform.ApplicationBuilder.AddResource(new WorkerResource($"{service}-worker", platform.Resource, variant))
            .WithPlatform(platform.Resource, variant)
            .WithSize(Size.Worker(concurrency))
            .WithReplicas(platform.Resource.Options.Publish)
            .WithAutoscaling(platform.Resource.Options.Publish, Size.Worker(concurrency), concurrency, ListsOf(platform.Resource, queues, concurrency))
            .WithEntrypoint(command[0])
            .WithArgs([.. command.Skip(1)]);
        if (development)
        {
            worker.WithDebuggerPort(platform.Resource.Sites.PortOf($"{service}-worker-debugger"), platform.Resource.Options).WithTelemetry(platform.Resource);
        }

        worker
            .WithIconName("Toolbox")
            .WaitForDatastores(platform.Resource)
            .WaitForJob(platform.Jobs().LmsMigrations)
            .WaitForJob(platform.Jobs().CmsMigrations)
            .WaitForBuckets(platform.Resource)
            // Celery finishes its running task on SIGTERM; a report of grades takes minutes.
            .WithStopGracePeriod(platform.ApplicationBuilder.ExecutionContext.IsRunMode ? TimeSpan.FromSeconds(30) : TimeSpan.FromMinutes(15))
            .WithTextFile($"{PlatformContainers.OwnFolder}/{SignSource}", () => PlatformContainers.Source(SignSource))
            // Touched by each heartbeat, which is one in two seconds.
            .WithProbe(new(ProbeKind.Readiness, new CommandProbe(["sh", "-c", "find /tmp/devstack-worker -mmin -1 | grep -q ."]))
            {
                Interval = TimeSpan.FromSeconds(10),
                StartPeriod = TimeSpan.FromMinutes(2),
            });
    }

    // Celery's broker keeps each queue as a list of the same name.
    private static IReadOnlyList<RedisList> ListsOf(OpenEdxResource platform, string[] queues, int concurrency) => platform.Redis is not { } redis
        ? []
        : [.. queues.Select(queue => new RedisList(redis.PrimaryEndpoint, queue, TasksOfAProcess * concurrency, platform.Options.External.Redis.QueueDatabase, redis.PasswordParameter))];
}
