using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Lifecycle;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Makes the containers of a model one stack.</summary>
public static class StackBuilderExtensions
{
    /// <summary>
    /// Gives every container of the model the stack's names and labels, keeps it between runs, adopts what is unchanged,
    /// skips jobs that are done, and stops the containers when the AppHost ends. Publish mode: names only.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="stack">What the stack is called.</param>
    /// <returns>The same builder.</returns>
    public static IDistributedApplicationBuilder AddStack(this IDistributedApplicationBuilder builder, StackIdentity stack)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(stack);

        builder.Services.TryAddSingleton(stack);
        builder.Services.TryAddSingleton<IContainerEngine, CommandLineEngine>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        if (builder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        StackNetwork.Configure(builder, stack);
        // Stopping many containers takes as long as the slowest of them: a worker may finish its task first.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(5));
        builder.Services.AddOptions<HealthCheckServiceOptions>().PostConfigure<TimeProvider>(EagerHealthCheck.Apply);
        builder.Services.AddSingleton<StackPlan>();
        builder.Services.AddSingleton<StackNetwork>();
        builder.Services.AddSingleton<EngineTurns>();
        builder.Services.AddSingleton<ContainerMaker>();
        builder.Services.AddSingleton<JobRunner>();
        builder.Services.AddSingleton<Preflight>();
        builder.Services.TryAddEventingSubscriber<StackPreparation>();
        builder.Services.AddHostedService<StackStopper>();
        builder.Services.AddHostedService<JobDurations>();
        return builder;
    }

    /// <summary>
    /// Names the containers and volumes of a model after its stack, and gives each endpoint a port of the machine that it keeps.
    /// To be called between <c>Build</c> and <c>Run</c>.
    /// </summary>
    /// <remarks>
    /// Later is too late: the first thing that the orchestrator does, before any event, is to note the containers' names. Left to
    /// itself it counts the ports of persistent containers up from one number, the same for every stack.
    /// </remarks>
    /// <param name="application">The application.</param>
    public static void NameStack(this DistributedApplication application)
    {
        ArgumentNullException.ThrowIfNull(application);
        var stack = application.Services.GetRequiredService<StackIdentity>();
        var ports = new StackPorts(stack, application.Services.GetRequiredService<IContainerEngine>());
        foreach (var container in application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ContainerResource>())
        {
            StackNaming.Apply(container, stack);
            foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.Port is null))
            {
                endpoint.Port = ports.Any($"{container.Name}/{endpoint.Name}");
            }
        }
    }

    /// <summary>How long the container may finish its work after SIGTERM before it is killed.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="period">Longer than zero; rounded up to whole seconds.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithStopGracePeriod<T>(this IResourceBuilder<T> builder, TimeSpan period)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new StopGracePeriodAnnotation(period), ResourceAnnotationMutationBehavior.Replace);
    }
}

/// <summary>How long a container may finish its work after SIGTERM before it is killed.</summary>
/// <param name="period">Longer than zero.</param>
public sealed class StopGracePeriodAnnotation(TimeSpan period) : IResourceAnnotation
{
    /// <summary>The period.</summary>
    public TimeSpan Period { get; } = period > TimeSpan.Zero
        ? period
        : throw new ArgumentOutOfRangeException(nameof(period), period, "A grace period is longer than zero.");
}
