using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Compose;
using Devstack.Hosting.Containers.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Devstack.Benchmarks.Publishing;

/// <summary>A model of as many services and jobs as one likes: each job asks a service, and all have a database in common.</summary>
internal static class ManyServices
{
    /// <summary>Publishes one to Compose.</summary>
    /// <returns>How long it took from the finished model to the files.</returns>
    /// <exception cref="InvalidOperationException">It wasn't published.</exception>
    public static async Task<TimeSpan> PublishAsync(int count, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("devstack-services-").FullName;
        try
        {
            var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish-compose", "--output-path", folder]);
            builder.Services.AddLogging(logging => logging.ClearProviders());
            builder.AddComposeTarget("compose");
            Describe(builder, count);
            await using var application = builder.Build();

            var began = TimeProvider.System.GetTimestamp();
            await application.RunAsync(cancellationToken);
            var took = TimeProvider.System.GetElapsedTime(began);

            // Aspire ends as quietly when a step failed.
            return File.Exists(Path.Combine(folder, "compose", "compose.yaml")) ? took : throw new InvalidOperationException($"{count} services weren't published.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Describe(IDistributedApplicationBuilder builder, int count)
    {
        var mysql = builder.AddMySql("mysql").WithDataVolume();
        var first = builder.AddContainer("job", "some/web", "1").WaitFor(mysql).AsJob(new(["/job"]));
        for (var i = 1; i < count / 2; i++)
        {
            var service = builder.AddContainer($"web-{i}", "some/web", "1")
                .WithHttpEndpoint(targetPort: 80).WithReference(mysql).WaitForCompletion(first).WaitFor(mysql);
            builder.AddContainer($"job-{i}", "some/web", "1").WithEnvironment("WEB", service.GetEndpoint("http")).WaitFor(mysql).AsJob(new(["/job"]));
        }
    }
}
