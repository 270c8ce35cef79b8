using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>Verbs for what containers need where they are deployed.</summary>
public static class DeploymentBuilderExtensions
{
    /// <summary>Sends requests for a host name to an endpoint, see <see cref="RouteAnnotation"/>.</summary>
    /// <param name="builder">The proxy, or a resource that stands for the whole.</param>
    /// <param name="host">The host name.</param>
    /// <param name="upstream">Who answers.</param>
    /// <param name="path">The path's beginning, with a slash.</param>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithRoute<T>(this IResourceBuilder<T> builder, ReferenceExpression host, EndpointReference upstream, string path = "/")
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new RouteAnnotation(host, path, upstream));
    }

    /// <summary>Says what the container needs of its machine and what it may take, see <see cref="ResourceLimitsAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="limits">What.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithResourceLimits<T>(this IResourceBuilder<T> builder, ResourceLimitsAnnotation limits)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(limits, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says that the container opens connections to <paramref name="other"/>, see <see cref="ConnectsToAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="other">Who answers.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> ConnectsTo<T>(this IResourceBuilder<T> builder, IResource other)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(other);
        return builder.WithAnnotation(new ConnectsToAnnotation(other));
    }

    /// <summary>Runs the container's process as a user that isn't the image's, in every backend.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="user">The user id.</param>
    /// <param name="group">The group id; <see langword="null"/> for the same number.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithUser<T>(this IResourceBuilder<T> builder, int user, int? group = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithAnnotation(new RunAsUserAnnotation(user, group ?? user), ResourceAnnotationMutationBehavior.Replace);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder
            : builder.WithContainerRuntimeArgs("--user", string.Create(CultureInfo.InvariantCulture, $"{user}:{group ?? user}"));
    }

    /// <summary>Lets the container write only into its volumes and <paramref name="writable"/>, see <see cref="ReadOnlyRootAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="writable">Small folders, in memory with Compose.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithReadOnlyRoot<T>(this IResourceBuilder<T> builder, params string[] writable)
        where T : IComputeResource => builder.WithReadOnlyRoot(writable, onDisk: []);

    /// <summary>Lets the container write only into its volumes, <paramref name="writable"/> and <paramref name="onDisk"/>, see <see cref="ReadOnlyRootAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="writable">Small folders, in memory with Compose.</param>
    /// <param name="onDisk">Folders that may get large.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithReadOnlyRoot<T>(this IResourceBuilder<T> builder, IReadOnlyList<string> writable, IReadOnlyList<string> onDisk)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReadOnlyRootAnnotation(writable) { OnDisk = onDisk }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Drops all Linux capabilities but <paramref name="kept"/>, see <see cref="CapabilitiesAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="kept">What it needs.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithCapabilities<T>(this IResourceBuilder<T> builder, params string[] kept)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new CapabilitiesAnnotation(kept), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Runs the container under an AppArmor profile, see <see cref="AppArmorProfileAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">The profile's name.</param>
    /// <param name="text">The profile.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithAppArmorProfile<T>(this IResourceBuilder<T> builder, string name, string text)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        builder.WithAnnotation(new AppArmorProfileAnnotation(name, text), ResourceAnnotationMutationBehavior.Replace);
        return builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder
            : builder.WithContainerRuntimeArgs("--security-opt", $"apparmor={name}");
    }

    /// <summary>Lets programs of the container get more rights than who starts them, see <see cref="PrivilegeEscalationAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithPrivilegeEscalation<T>(this IResourceBuilder<T> builder)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new PrivilegeEscalationAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Starts the published container only where <paramref name="profile"/> is asked for.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="profile">The profile's name.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithOptionalProfile<T>(this IResourceBuilder<T> builder, string profile)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(profile);
        return builder.WithAnnotation(new OptionalProfileAnnotation(profile), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Lets the load decide how many run side by side, see <see cref="ScalingAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="scaling">Between how many and how many, and what counts as load.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithScaling<T>(this IResourceBuilder<T> builder, ScalingAnnotation scaling)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(scaling);
        return builder.WithAnnotation(scaling, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says that there may be one container of it and never two, see <see cref="SingleInstanceAnnotation"/>.</summary>
    /// <param name="builder">The container.</param>
    /// <typeparam name="T">The container's type.</typeparam>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithSingleInstance<T>(this IResourceBuilder<T> builder)
        where T : IComputeResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new SingleInstanceAnnotation(), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Says how the parameter's value is made where the stack is deployed, see <see cref="SecretGeneratorAnnotation"/>.</summary>
    /// <param name="builder">The parameter.</param>
    /// <param name="generator">How.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ParameterResource> WithSecretGenerator(this IResourceBuilder<ParameterResource> builder, SecretGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new SecretGeneratorAnnotation(generator), ResourceAnnotationMutationBehavior.Replace);
    }
}
