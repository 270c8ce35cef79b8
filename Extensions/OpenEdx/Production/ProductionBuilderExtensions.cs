using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Production;

/// <summary>What the containers of a published platform have and those of a devstack don't.</summary>
internal static class ProductionBuilderExtensions
{
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

    /// <summary>Runs as many published containers side by side as the configuration says.</summary>
    public static IResourceBuilder<T> WithReplicas<T>(this IResourceBuilder<T> builder, PublishOptions options, int usual)
        where T : ContainerResource => builder.WhenPublished(published =>
    {
        var count = options.Replicas.TryGetValue(builder.Resource.Name, out var own) ? own : usual;
        if (count != 1)
        {
            published.WithAnnotation(new ReplicaAnnotation(count), ResourceAnnotationMutationBehavior.Replace);
        }
    });
}
