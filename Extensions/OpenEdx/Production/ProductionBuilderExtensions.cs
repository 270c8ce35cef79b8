using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;

namespace Devstack.OpenEdx.Production;

/// <summary>What the containers of a published platform have and those of a devstack don't.</summary>
internal static class ProductionBuilderExtensions
{
    private const int MaximumFactor = 4;
    private const int BusyPercent = 50;

    /// <summary>Changes the resource only when the model is published.</summary>
    public static IResourceBuilder<T> WhenPublished<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<T>> change)
        where T : IResource
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            change(builder);
        }

        return builder;
    }

    /// <summary>Gives the published container its memory and its share of the processors; <c>memory.NAME</c> of the configuration replaces the limit later.</summary>
    public static IResourceBuilder<T> WithSize<T>(this IResourceBuilder<T> builder, Size size)
        where T : ContainerResource => builder.WhenPublished(published => published.WithResourceLimits(
            new() { MemoryRequest = size.MemoryRequest, MemoryLimit = size.MemoryLimit, CpuRequest = size.CpuRequest }));

    /// <summary>Lets the published container of a Django service write into its volumes and <c>/tmp</c> alone, where uploads and
    /// exports lie: those of a service on the disk, those of a job in memory.</summary>
    public static IResourceBuilder<T> WithReadOnlyRoot<T>(this IResourceBuilder<T> builder, PublishOptions options)
        where T : ContainerResource => builder.WhenPublished(published =>
    {
        IReadOnlyList<string> folders = ["/tmp"];
        if (options.ReadOnlyRoot)
        {
            _ = builder.Resource is PlatformJobResource ? published.WithReadOnlyRoot(folders, onDisk: []) : published.WithReadOnlyRoot([], onDisk: folders);
        }
    });

    /// <summary>Runs more published containers while those there are busy, where the target can: half of what their processes could take, or long queues.</summary>
    public static IResourceBuilder<T> WithAutoscaling<T>(this IResourceBuilder<T> builder, PublishOptions options, Size size, int processes, params IReadOnlyList<RedisList> queues)
        where T : ContainerResource => builder.WhenPublished(published =>
    {
        var name = builder.Resource.Name;
        var minimum = options.Replicas.TryGetValue(name, out var own) ? own : KnownNames.Scaled[name];
        var maximum = options.Kubernetes.MaxReplicas.TryGetValue(name, out var most) ? most : MaximumFactor * minimum;
        if (maximum > minimum)
        {
            published.WithScaling(new(minimum, maximum) { CpuPercent = (int)(BusyPercent * processes / size.CpuRequest), Queues = queues });
        }
    });

    /// <summary>Runs as many published containers side by side as the configuration says.</summary>
    public static IResourceBuilder<T> WithReplicas<T>(this IResourceBuilder<T> builder, PublishOptions options)
        where T : ContainerResource => builder.WhenPublished(published =>
    {
        var count = options.Replicas.TryGetValue(builder.Resource.Name, out var own) ? own : KnownNames.Scaled[builder.Resource.Name];
        if (count != 1)
        {
            published.WithAnnotation(new ReplicaAnnotation(count), ResourceAnnotationMutationBehavior.Replace);
        }
    });
}
