using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;

namespace Devstack.Publishing.Targets;

/// <summary>Verbs for targets.</summary>
public static class PublishTargetBuilderExtensions
{
    /// <summary>Adds a target. In run mode it stays out of the model, and so out of the dashboard.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="target">The target.</param>
    /// <typeparam name="T">The target's type.</typeparam>
    /// <returns>The target's builder.</returns>
    public static IResourceBuilder<T> AddPublishTarget<T>(this IDistributedApplicationBuilder builder, T target)
        where T : PublishTargetResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(target);

        if (builder.ExecutionContext.IsRunMode)
        {
            return builder.CreateResourceBuilder(target);
        }

        if (!builder.Resources.OfType<PublishTargetResource>().Any())
        {
            FailTheProcessWhenPublishingFails(builder);
        }

        return builder.AddResource(target);
    }

    /// <summary>Names the stack where it is deployed, instead of after the model.</summary>
    /// <param name="builder">The target.</param>
    /// <param name="name">Lower-case letters, digits and hyphens.</param>
    /// <typeparam name="T">The target's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithStackName<T>(this IResourceBuilder<T> builder, string name)
        where T : PublishTargetResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Resource.StackName = new Devstack.Hosting.Containers.Stacks.StackIdentity(name).Name;
        return builder;
    }

    /// <summary>Leaves the resource out of one target.</summary>
    /// <param name="builder">The resource. What refers to it or waits for it has to be left out, too; an error says so.</param>
    /// <param name="target">The target.</param>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <typeparam name="TTarget">The target's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> ExcludeFrom<T, TTarget>(this IResourceBuilder<T> builder, IResourceBuilder<TTarget> target)
        where T : IResource
        where TTarget : PublishTargetResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(target);
        return builder.WithAnnotation(new ExcludedFromTargetAnnotation(target.Resource));
    }

    // Aspire logs a failed step and ends with 0: in a CI that would be a green light for nothing. The second event comes only after success.
    private static void FailTheProcessWhenPublishingFails(IDistributedApplicationBuilder builder)
    {
        builder.Eventing.Subscribe<BeforePublishEvent>((_, _) =>
        {
            Environment.ExitCode = 1;
            return Task.CompletedTask;
        });
        builder.Eventing.Subscribe<AfterPublishEvent>((_, _) =>
        {
            Environment.ExitCode = 0;
            return Task.CompletedTask;
        });
    }
}
