using Aspire.Hosting.ApplicationModel;
using CommunityToolkit.Aspire.Hosting.MailPit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Mailpit to an application.</summary>
public static class MailPitHostingExtension
{
    private const int SmtpPort = 1025; // both inside the container
    private const int HttpPort = 8025;
    private const string DataFolder = "/data";

    private static readonly TimeSpan s_healthCheckTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds Mailpit, which runs in a container, takes all mail and shows it on a web page.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="name">The resource's name: the connection string's name in what references it, and the host name for other containers.</param>
    /// <param name="httpPort">The web page's port on the host; null takes a free one. Containers always use 8025.</param>
    /// <param name="smtpPort">The mail server's port on the host; null takes a free one. Containers always use 1025.</param>
    /// <returns>Mailpit's builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>
    /// The image is <inheritdoc cref="MailPitContainerImageTags.Image"/>, tag <inheritdoc cref="MailPitContainerImageTags.Tag"/>.
    /// It counts as healthy once <c>/livez</c> and <c>/readyz</c> answer 200, each given up after 10 s. Mail is kept in
    /// memory and gone with the container, unless there is a data volume.
    /// </remarks>
    public static IResourceBuilder<MailPitContainerResource> AddMailPit(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, int? httpPort = null, int? smtpPort = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.AddResource(new MailPitContainerResource(name))
            .WithImage(MailPitContainerImageTags.Image, MailPitContainerImageTags.Tag)
            .WithImageRegistry(MailPitContainerImageTags.Registry)
            .WithEndpoint(targetPort: SmtpPort, port: smtpPort, name: MailPitContainerResource.SmtpEndpointName, scheme: "smtp")
            .WithHttpEndpoint(targetPort: HttpPort, port: httpPort, name: MailPitContainerResource.HttpEndpointName)
            .WithHttpHealthCheck("/livez", statusCode: 200, endpointName: MailPitContainerResource.HttpEndpointName)
            .WithHttpHealthCheck("/readyz", statusCode: 200, endpointName: MailPitContainerResource.HttpEndpointName)
            .WithHealthCheckTimeout(s_healthCheckTimeout);
    }

    /// <summary>Keeps the mail in a named volume.</summary>
    /// <param name="builder">Mailpit's builder.</param>
    /// <param name="name">The volume's name.</param>
    /// <param name="isReadOnly">Whether Mailpit may only read it. Default: it may write.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    /// <remarks>It is mounted on <c>/data</c>, and <c>MP_DATABASE</c> becomes <c>/data/mailpit.db</c>.</remarks>
    public static IResourceBuilder<MailPitContainerResource> WithDataVolume(
        this IResourceBuilder<MailPitContainerResource> builder, string name, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.WithDatabaseFile().WithVolume(name, DataFolder, isReadOnly);
    }

    /// <summary>Keeps the mail in a folder of the host.</summary>
    /// <param name="builder">Mailpit's builder.</param>
    /// <param name="source">The folder, absolute or relative to the AppHost's project.</param>
    /// <param name="isReadOnly">Whether Mailpit may only read it. Default: it may write.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is empty.</exception>
    /// <remarks>It is mounted on <c>/data</c>, and <c>MP_DATABASE</c> becomes <c>/data/mailpit.db</c>.</remarks>
    public static IResourceBuilder<MailPitContainerResource> WithDataBindMount(
        this IResourceBuilder<MailPitContainerResource> builder, string source, bool isReadOnly = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        return builder.WithDatabaseFile().WithBindMount(source, DataFolder, isReadOnly);
    }

    private static IResourceBuilder<MailPitContainerResource> WithDatabaseFile(this IResourceBuilder<MailPitContainerResource> builder) =>
        builder.WithEnvironment("MP_DATABASE", DataFolder + "/mailpit.db");

    // WithHttpHealthCheck sets none; a server that hangs would hang the check and with it the resource's state.
    private static IResourceBuilder<MailPitContainerResource> WithHealthCheckTimeout(
        this IResourceBuilder<MailPitContainerResource> builder, TimeSpan timeout)
    {
        var keys = builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet(StringComparer.Ordinal);
        builder.ApplicationBuilder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var registration in options.Registrations.Where(registration => keys.Contains(registration.Name)))
            {
                registration.Timeout = timeout;
            }
        });

        return builder;
    }
}
