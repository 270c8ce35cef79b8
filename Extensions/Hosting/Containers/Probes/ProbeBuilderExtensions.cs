using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Containers.Probes;

/// <summary>Verbs for probes.</summary>
public static class ProbeBuilderExtensions
{
    /// <summary>Adds a readiness probe that runs a command inside the container.</summary>
    /// <inheritdoc cref="WithProbe{T}(IResourceBuilder{T}, ContainerProbeAnnotation)"/>
    /// <param name="builder">The container.</param>
    /// <param name="command">The command and its arguments. A secret it takes from a file of the container, never from here.</param>
    public static IResourceBuilder<T> WithReadiness<T>(this IResourceBuilder<T> builder, params string[] command)
        where T : ContainerResource =>
        builder.WithProbe(new(ProbeKind.Readiness, new CommandProbe(command)));

    /// <summary>Adds a probe.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="probe">The probe.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithProbe<T>(this IResourceBuilder<T> builder, ContainerProbeAnnotation probe)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(probe);

        builder.WithAnnotation(probe);
        if (probe.Kind is not ProbeKind.Readiness || builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        var key = $"{builder.Resource.Name}_ready";
        var resource = builder.Resource;
        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key, services => ActivatorUtilities.CreateInstance<ContainerProbeHealthCheck>(services, resource, probe), HealthStatus.Unhealthy, tags: null));
        return builder.WithHealthCheck(key);
    }
}
