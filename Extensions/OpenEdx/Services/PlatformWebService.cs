using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Development.Telemetry;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Services;

/// <summary>LMS or Studio.</summary>
public interface IPlatformWebService : IResourceWithParent<OpenEdxResource>, IResourceWithEndpoints
{
    /// <summary>Where the site answers; the address is known once the container runs.</summary>
    EndpointReference HttpEndpoint { get; }

    /// <summary>Which of the two.</summary>
    PlatformVariant Variant { get; }
}

/// <summary>What LMS and Studio have in common.</summary>
internal static class PlatformWebService
{
    public const string HttpEndpointName = "http";
    public const int HttpPort = 8000; // uwsgi.ini of the image, and Tutor's development server

    public static IResourceBuilder<T> Add<T>(IResourceBuilder<OpenEdxResource> platform, T service)
        where T : ContainerResource, IPlatformWebService
    {
        var variant = service.Variant;
        var site = platform.Resource.Sites[PlatformContainers.NameOf(variant)];
        var jobs = platform.Jobs();
        var workers = variant is PlatformVariant.Lms ? platform.Resource.Options.WebWorkers.Lms : platform.Resource.Options.WebWorkers.Cms;
        var builder = platform.ApplicationBuilder.AddResource(service)
            .WithPlatform(platform.Resource, variant)
            .WithSize(Size.Web(workers))
            .WithReplicas(platform.Resource.Options.Publish)
            .WithAutoscaling(platform.Resource.Options.Publish, Size.Web(workers), workers)
            .WithHttpEndpoint(targetPort: HttpPort, name: HttpEndpointName)
            .WithStopGracePeriod(TimeSpan.FromSeconds(30))
            .WaitForDatastores(platform.Resource)
            .WaitForJob(jobs.LmsMigrations)
            .WaitForJob(jobs.CmsMigrations)
            .WaitForBuckets(platform.Resource);
        // The container's own address is of no use to a browser: cookies and redirects are made for the site's name.
        builder.WithUrlForEndpoint(HttpEndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            builder.WithUrl(site.Url, variant is PlatformVariant.Lms ? "LMS" : "Studio").WithTelemetry(platform.Resource);
        }
        else
        {
            // Read by the image's uwsgi.ini.
            builder.WithEnvironment("UWSGI_WORKERS", workers.ToString(CultureInfo.InvariantCulture));
        }

        return builder.WithProbe(new(ProbeKind.Readiness, new HttpProbe(service.HttpEndpoint, "/heartbeat"))
        {
            Timeout = TimeSpan.FromSeconds(10), // the first request after a start imports half of the platform
            StartPeriod = TimeSpan.FromMinutes(2),
        });
    }
}
