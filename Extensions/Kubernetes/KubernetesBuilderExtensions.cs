using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Targets;
using Microsoft.Extensions.Configuration;

namespace Devstack.Kubernetes;

/// <summary>Publishes a model to Kubernetes.</summary>
public static class KubernetesBuilderExtensions
{
    /// <summary>The configuration key of <see cref="KubernetesTargetOptions.Format"/>: <c>kustomize</c> or <c>helm</c>.</summary>
    public const string FormatKey = "Publish:Format";

    /// <summary>The section of the configuration with the other <see cref="KubernetesTargetOptions"/>, by their names: <c>Publish:Kubernetes:Routing:ClassName</c>.</summary>
    public const string OptionsSection = "Publish:Kubernetes";

    /// <summary>Adds a Kubernetes cluster as a target: the step <c>publish-NAME</c> writes a folder that <c>kubectl apply -k</c> or Helm takes.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The target's name, and that of its folder in the output.</param>
    /// <param name="configure">Says what a cluster needs to know and the model doesn't say.</param>
    /// <returns>The target's builder.</returns>
    /// <remarks>In run mode it isn't part of the model. It is no compute environment: other targets may stand beside it.</remarks>
    public static IResourceBuilder<KubernetesTargetResource> AddKubernetesTarget(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, Action<KubernetesTargetOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var target = new KubernetesTargetResource(name);
        Bind(builder.Configuration.GetSection(OptionsSection), target.Options);
        if (builder.Configuration[FormatKey] is { } text)
        {
            target.Options.Format = Enum.TryParse<KubernetesFormat>(text, ignoreCase: true, out var format)
                ? format
                : throw new DistributedApplicationException($"'{text}' is no format of a Kubernetes target: kustomize or helm.");
        }

        configure?.Invoke(target.Options);
        return builder.AddPublishTarget(target);
    }

    private static void Bind(IConfigurationSection section, KubernetesTargetOptions options)
    {
        try
        {
            section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            throw new DistributedApplicationException($"The configuration '{section.Path}' of a Kubernetes target is wrong: {error.Message}", error);
        }
    }

    /// <summary>Changes the resource's objects, after all else has been set.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="configure">Changes the objects. Names of Secrets and ConfigMaps in them are those of the manifests.</param>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> PublishAsKubernetes<T>(this IResourceBuilder<T> builder, Action<KubernetesWorkload> configure)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.WithAnnotation(new KubernetesWorkloadAnnotation(configure));
    }
}
