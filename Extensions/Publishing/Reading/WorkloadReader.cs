using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads one resource into a service or a job. Its network, and a job's fingerprint, follow when all have been read.</summary>
internal sealed class WorkloadReader(ReadingContext context, ImageReader images, DatabaseJobs databases, string stack)
{
    public async Task<WorkloadSpec> ReadAsync(IResource resource, CancellationToken cancellationToken)
    {
        AnnotationCheck.Run(context, resource);
        var name = context.Names.Find(resource)!;
        var values = new ValueReader(context, resource, name);
        var image = await images.ReadAsync(resource, values, cancellationToken);
        var user = await RuntimeArgumentReader.UserAsync(context, resource, cancellationToken);
        var environment = await EnvironmentReader.VariablesAsync(context, resource, values, cancellationToken);
        var arguments = await EnvironmentReader.ArgumentsAsync(context, resource, values, cancellationToken);
        var secrets = SecretFilesOf(resource, values);
        (environment, secrets) = SecretVariables.AsFiles(environment, secrets, image, user);
        var order = OrderReader.Read(context, resource, databases);
        var files = await FileReader.ReadAsync(context, resource, cancellationToken);
        IReadOnlyList<ProbeSpec> probes = context.Names.IsJob(resource) ? [] : ProbeReader.Read(context, resource, values, image.Reference);

        WorkloadSpec workload = context.Names.IsJob(resource)
            ? ReadJob(resource, name, image)
            : new ServiceSpec
            {
                Name = name,
                Image = image,
                Network = "",
                Probes = probes,
                Replicas = resource.GetReplicaCount(),
                Scaling = ScalingReader.Read(context, resource, values),
                IsSingle = IsSingle(resource),
                UpstreamReload = resource.TryGetLastAnnotation<UpstreamReloadAnnotation>(out var reload) ? reload.Command : null,
            };
        return workload with
        {
            Entrypoint = (resource as ContainerResource)?.Entrypoint,
            Arguments = ServerPassword.OffTheCommandLine(arguments),
            Environment = environment,
            Files = files,
            SecretFiles = secrets,
            Mounts = VolumeReader.Read(context, resource, stack),
            DependsOn = order,
            ConnectsTo = ConnectionsOf(resource, values, order),
            Endpoints = EndpointReader.Read(context, resource),
            Network = resource.TryGetLastAnnotation<NetworkPurposeAnnotation>(out var network) ? network.Purpose : "",
            User = user,
            Resources = resource.TryGetLastAnnotation<ResourceLimitsAnnotation>(out var limits)
                ? new(limits.CpuRequest, limits.CpuLimit, limits.MemoryRequest, limits.MemoryLimit)
                : ResourcesSpec.None,
            ReadOnlyRoot = resource.TryGetLastAnnotation<ReadOnlyRootAnnotation>(out var root) ? new(root.Writable, root.OnDisk) : null,
            Capabilities = resource.TryGetLastAnnotation<CapabilitiesAnnotation>(out var capabilities) ? capabilities.Kept : null,
            AllowsPrivilegeEscalation = resource.HasAnnotationOfType<PrivilegeEscalationAnnotation>(),
            AppArmor = resource.TryGetLastAnnotation<AppArmorProfileAnnotation>(out var confinement) ? new(confinement.Name, confinement.Text) : null,
            Profile = resource.TryGetLastAnnotation<OptionalProfileAnnotation>(out var profile) ? profile.Profile : null,
            StopGracePeriod = resource.TryGetLastAnnotation<StopGracePeriodAnnotation>(out var grace) ? grace.Period : null,
            TargetAnnotations = [.. resource.Annotations.OfType<ITargetAnnotation>()],
        };
    }

    private bool IsSingle(IResource resource)
    {
        var isSingle = resource.HasAnnotationOfType<SingleInstanceAnnotation>();
        if (isSingle && (resource.GetReplicaCount() > 1 || resource.HasAnnotationOfType<ScalingAnnotation>()))
        {
            context.Problems.Add(resource.Name, "has WithSingleInstance, and replicas or WithScaling. Take one of them out.");
        }

        return isSingle;
    }

    private JobSpec ReadJob(IResource resource, string name, ImageSpec image)
    {
        var job = new JobSpec
        {
            Name = name,
            Image = image,
            Network = "",
            Fingerprint = "",
            Schedule = resource.TryGetLastAnnotation<ScheduleAnnotation>(out var schedule) ? schedule.Cron : null,
            Backup = resource.TryGetLastAnnotation<BackupAnnotation>(out var backup) && context.Names.Find(backup.Server) is { } server ? new(server, backup.RestoreVariable) : null,
        };
        return resource.TryGetLastAnnotation<JobAnnotation>(out var annotation)
            ? job with { Attempts = annotation.Attempts, Pause = annotation.Pause, Check = annotation.Check }
            : job;
    }

    private static List<SecretFileSpec> SecretFilesOf(IResource resource, ValueReader values)
    {
        var files = new List<SecretFileSpec>();
        foreach (var file in resource.Annotations.OfType<SecretFileAnnotation>().OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var secret = values.Read(file.Secret, ValueEncoding.Plain);
            files.Add(new(file.Path, secret.Parameter, ValueEncoding.Plain, file.Owner));
        }

        return files;
    }

    private List<string> ConnectionsOf(IResource resource, ValueReader values, IReadOnlyList<DependencySpec> order)
    {
        var connections = new SortedSet<string>(values.Connections, StringComparer.Ordinal);
        foreach (var route in resource.Annotations.OfType<RouteAnnotation>())
        {
            values.Read(route.Upstream, $"route {route.Path}");
        }

        connections.UnionWith(values.Connections);
        connections.UnionWith(order.Where(dependency => dependency.Condition is not DependencyCondition.Completed).Select(dependency => dependency.Workload));
        foreach (var connection in resource.Annotations.OfType<ConnectsToAnnotation>())
        {
            if (context.Names.Find(connection.Resource) is { } other)
            {
                connections.Add(other);
            }
            else
            {
                context.Problems.Add(resource.Name, $"connects to '{connection.Resource.Name}', which {context.Target.Name} doesn't publish.");
            }
        }

        connections.Remove(context.Names.Find(resource)!);
        return [.. connections];
    }
}
