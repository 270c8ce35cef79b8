using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Development.Telemetry;

/// <summary>Traces, metrics and log lines of the platform's services, and of those beside it, in the dashboard.</summary>
internal static class Telemetry
{
    // Where the dashboard receives OTLP over HTTP, and the key that it asks for.
    private const string Receiver = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string Key = "AppHost:OtlpApiKey";
    private const string KeyParameter = "telemetry-key";

    // Of Docker Desktop, whose containers reach the loopback address of the machine by it.
    private const string HostOfDesktop = "host.docker.internal";

    /// <summary>The layer with OpenTelemetry's packages, unless it is switched off.</summary>
    public static ImageSource OnTop(ImageSource image, DevstackOptions options, string of = "openedx") =>
        options.Telemetry ? ImageSource.Build($"devstack/{of}-telemetry", "Extensions/OpenEdx/Images/telemetry", image) : image;

    /// <summary>Sends what a container does to the dashboard, unless it is switched off, or containers can't reach the dashboard.</summary>
    /// <remarks>
    /// Aspire's <c>WithOtlpExporter</c> is not used: it puts the key into the environment, which everybody reads who may inspect
    /// the container, and looks for the host through a tunnel whose image comes from a registry.
    /// </remarks>
    public static IResourceBuilder<T> WithTelemetry<T>(this IResourceBuilder<T> builder, OpenEdxResource platform, int user = PlatformContainers.User)
        where T : ContainerResource
    {
        var application = builder.ApplicationBuilder;
        if (!platform.Options.Telemetry || AddressFor(application.Configuration[Receiver]) is not { } address)
        {
            return builder;
        }

        builder
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", address)
            .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
            .WithEnvironment("OTEL_SERVICE_NAME", builder.Resource.Name)
            .WithEnvironment("OTEL_TRACES_EXPORTER", "otlp")
            .WithEnvironment("OTEL_METRICS_EXPORTER", "otlp")
            .WithEnvironment("OTEL_LOGS_EXPORTER", "otlp")
            .WithEnvironment("OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED", "true")
            // Milliseconds: a developer looks a moment after the click.
            .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "1000")
            .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "1000")
            .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "5000");
        if (application.Configuration[Key] is not { Length: > 0 } key)
        {
            return builder;
        }

        var parameter = application.Resources.OfType<ParameterResource>().FirstOrDefault(candidate => candidate.Name == KeyParameter)
            ?? application.AddParameter(KeyParameter, () => key, secret: true).ExcludeFromManifest().Resource;
        return builder
            .WithSecretFile(parameter, user)
            .WithEnvironment("DEVSTACK_TELEMETRY_KEY_FILE", SecretFileAnnotation.PathOf(parameter));
    }

    private static string? AddressFor(string? receiver)
    {
        if (!Uri.TryCreate(receiver, UriKind.Absolute, out var uri))
        {
            return null;
        }

        var isLoopback = uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address));
        return !isLoopback ? uri.GetLeftPart(UriPartial.Authority)
            : OperatingSystem.IsLinux() ? null // nothing of the engine leads from a container to the loopback address
            : $"{uri.Scheme}://{HostOfDesktop}:{uri.Port}";
    }
}
