using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Compose.Document;
using Devstack.Publishing.Targets;

namespace Devstack.Compose;

/// <summary>Publishes a model to Docker Compose.</summary>
public static class ComposeBuilderExtensions
{
    /// <summary>Adds Docker Compose as a target: the step <c>publish-NAME</c> writes a folder that <c>docker compose up --detach --wait</c> starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The target's name, and that of its folder in the output.</param>
    /// <returns>The target's builder.</returns>
    /// <remarks>In run mode it isn't part of the model. It is no compute environment: other targets may stand beside it.</remarks>
    public static IResourceBuilder<ComposeTargetResource> AddComposeTarget(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.AddPublishTarget(new ComposeTargetResource(name));
    }

    /// <summary>Changes the resource's service in the Compose file, after all else has been set.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="configure">Changes the service. Its texts are in Compose's syntax, see <see cref="ComposeText.Literal"/>.</param>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> PublishAsComposeService<T>(this IResourceBuilder<T> builder, Action<ComposeService> configure)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.WithAnnotation(new ComposeServiceAnnotation(configure));
    }
}
