using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;
using Devstack.Publishing.Targets;
using Microsoft.Extensions.Logging;

namespace Devstack.Publishing.Reading;

/// <summary>Reads an app model into a <see cref="DeploymentDocument"/>. The only place where the model's callbacks run.</summary>
public static class DocumentReader
{
    /// <summary>Reads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="target">The target that the document is for; resources that are excluded from it are left out.</param>
    /// <param name="stack">The name of the stack.</param>
    /// <param name="execution">The execution context, in publish mode.</param>
    /// <param name="logger">For the callbacks.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The document.</returns>
    /// <exception cref="PublishException">Something in the model can't be published; all problems are in the message.</exception>
    public static async Task<DeploymentDocument> ReadAsync(
        DistributedApplicationModel model, IResource target, string stack, DistributedApplicationExecutionContext execution, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentException.ThrowIfNullOrEmpty(stack);

        var problems = new Problems(target.Name);
        var resources = Published(model, target, problems);
        var names = new WorkloadNames(resources, problems);
        var context = new ReadingContext(target, execution, names, problems, logger);
        var databases = new DatabaseJobs(model.Resources, names, problems);
        var images = new ImageReader(context, stack);
        var reader = new WorkloadReader(context, images, databases, stack);

        var read = new List<WorkloadSpec>();
        foreach (var resource in resources)
        {
            var workload = await reader.ReadAsync(resource, cancellationToken);
            read.Add(workload);
            if (workload is ServiceSpec server)
            {
                read.AddRange(databases.Make(context, resource, server));
            }
        }

        foreach (var same in read.GroupBy(workload => workload.Name).Where(group => group.Count() > 1))
        {
            problems.Add(same.Key, "is the name of two workloads. Call one of them otherwise; upper and lower case are the same here.");
        }

        problems.Check();
        var routes = RoutesOf(model, context);
        var workloads = Finish(WithConditions(read, resources, names, problems), routes, resources, names);
        await SecretLeaks.CheckAsync(model.Resources.OfType<ParameterResource>(), workloads, problems, cancellationToken);
        problems.Check();

        return new DeploymentDocument
        {
            Name = stack,
            Workloads = workloads,
            Services = [.. workloads.OfType<ServiceSpec>()],
            Jobs = [.. workloads.OfType<JobSpec>()],
            Volumes = [.. workloads
                .SelectMany(workload => workload.Mounts, (workload, mount) => (mount.Volume, workload.Name))
                .GroupBy(use => use.Volume)
                .OrderBy(uses => uses.Key, StringComparer.Ordinal)
                .Select(uses => new VolumeSpec(uses.Key, [.. uses.Select(use => use.Name).Distinct().Order(StringComparer.Ordinal)]))],
            Parameters = context.Parameters.All,
            Routes = routes,
        };
    }

    private static List<IResource> Published(DistributedApplicationModel model, IResource target, Problems problems)
    {
        var published = model.GetComputeResources().Where(resource => !ExcludedFromTargetAnnotation.IsOn(resource, target)).ToList();
        var left = model.Resources.OfType<ExecutableResource>()
            .Where(resource => !resource.IsExcludedFromPublish() && !ExcludedFromTargetAnnotation.IsOn(resource, target) && !published.Contains(resource));
        foreach (var executable in left)
        {
            problems.Add(executable.Name, "is a program of this machine. Call PublishAsDockerFile to make a container of it, or leave it out with ExcludeFrom.");
        }

        return published;
    }

    // Who waits for a healthy service that nobody can ask would wait for less than the model says.
    private static List<WorkloadSpec> WithConditions(IReadOnlyList<WorkloadSpec> read, IReadOnlyList<IResource> resources, WorkloadNames names, Problems problems)
    {
        var asked = read.OfType<ServiceSpec>().Where(service => service.Probes.Count > 0).Select(service => service.Name).ToHashSet();
        var checkedInCode = resources.Where(resource => resource.HasAnnotationOfType<HealthCheckAnnotation>()).Select(resource => names.Find(resource)!).ToHashSet();
        return [.. read.Select(workload => workload with { DependsOn = [.. workload.DependsOn.Select(dependency => ConditionOf(workload, dependency))] })];

        DependencySpec ConditionOf(WorkloadSpec workload, DependencySpec dependency)
        {
            if (dependency.Condition is not DependencyCondition.Healthy || asked.Contains(dependency.Workload))
            {
                return dependency;
            }

            if (checkedInCode.Contains(dependency.Workload))
            {
                problems.Add(dependency.Workload, $"has a health check that only the AppHost can ask, and '{workload.Name}' waits for it. Say with WithProbe how the container itself is asked.");
            }

            return dependency with { Condition = DependencyCondition.Started };
        }
    }

    private static List<WorkloadSpec> Finish(
        IReadOnlyList<WorkloadSpec> read, IReadOnlyList<RouteSpec> routes, IReadOnlyList<IResource> resources, WorkloadNames names)
    {
        var routed = routes.Select(route => route.Service).ToHashSet();
        var datastores = resources.Where(resource => resource is IResourceWithConnectionString).Select(resource => names.Find(resource)!).ToHashSet();
        var byName = read.ToDictionary(workload => workload.Name);
        var uses = read.SelectMany(workload => workload.Mounts.Select(mount => mount.Volume).Distinct()).CountBy(volume => volume).ToDictionary();
        return [.. read
            .Select(workload => Networks.Assign(workload, routed, datastores))
            .Select(workload => workload is ServiceSpec service && (datastores.Contains(service.Name) || service.Mounts.Any(mount => !mount.IsReadOnly && uses[mount.Volume] == 1))
                ? service with { IsSingle = true }
                : workload)
            .Select(workload => workload is JobSpec job ? Fingerprint.Set(job, byName) : workload)];
    }

    // A route may stand on any resource: the proxy, the platform, or a proxy that this target doesn't publish.
    private static List<RouteSpec> RoutesOf(DistributedApplicationModel model, ReadingContext context)
    {
        var routes = new List<RouteSpec>();
        foreach (var resource in model.Resources)
        {
            var proxy = context.Names.Find(resource);
            var values = new ValueReader(context, resource, proxy ?? resource.Name);
            foreach (var route in resource.Annotations.OfType<RouteAnnotation>())
            {
                if (values.Read(route.Upstream, $"route {route.Path}") is { } found)
                {
                    routes.Add(new(values.Read(route.Host, "route"), route.Path, found.Workload, found.Port, proxy == found.Workload ? null : proxy));
                }
            }
        }

        return [.. routes.OrderBy(route => route.Host.ToString(), StringComparer.Ordinal).ThenBy(route => route.Path, StringComparer.Ordinal)];
    }
}
