using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Devstack.Hosting.Tests.Model;

/// <summary>Applications that are described and never started, and questions about them.</summary>
internal static class AppModel
{
    /// <summary>A password with everything that has a meaning in connection strings, URLs, shells or SQL.</summary>
    public const string NastyPassword = """a;b'c"d\e f@g/h:i?j#k%l=m&n$o""";

    public static IDistributedApplicationBuilder ToRun() => DistributedApplication.CreateBuilder([]);

    public static IDistributedApplicationBuilder ToPublish() => DistributedApplication.CreateBuilder(["--operation", "publish"]);

    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string value, string name = "secret") =>
        builder.AddParameter(name, value, secret: true);

    /// <summary>Does what the orchestrator does at a start: gives an endpoint its port on the host and its address on the containers' network.</summary>
    public static void Allocate(IResourceWithEndpoints resource, string endpointName, int port)
    {
        var endpoint = Endpoint(resource, endpointName);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);
        var network = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(network, new AllocatedEndpoint(
            endpoint, $"{resource.Name}.dev.internal", endpoint.TargetPort!.Value, EndpointBindingMode.SingleAddress, targetPortExpression: null, network));
    }

    public static EndpointAnnotation Endpoint(IResource resource, string name) =>
        Assert.Single(resource.Annotations.OfType<EndpointAnnotation>(), endpoint => endpoint.Name == name);

    public static string Image(IResource resource)
    {
        var image = Assert.Single(resource.Annotations.OfType<ContainerImageAnnotation>());
        return $"{image.Registry}/{image.Image}:{image.Tag}";
    }

    public static ContainerMountAnnotation Mount(IResource resource) =>
        Assert.Single(resource.Annotations.OfType<ContainerMountAnnotation>());

    public static IEnumerable<string> Properties(IResourceWithConnectionString resource) =>
        resource.GetConnectionProperties().Select(property => $"{property.Key}={property.Value.ValueExpression}");

    public static async Task<Dictionary<string, string>> EnvironmentAsync(this DistributedApplication application, IResource resource)
    {
        var result = await ExecutionConfigurationBuilder.Create(resource).WithEnvironmentVariablesConfig().BuildAsync(
            application.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            cancellationToken: TestContext.Current.CancellationToken);
        return result.EnvironmentVariables.ToDictionary();
    }

    public static async Task<string?> ValueAsync(ReferenceExpression expression) =>
        await expression.GetValueAsync(TestContext.Current.CancellationToken);

    /// <summary>What a resource's files are in its container: path and text.</summary>
    public static async Task<Dictionary<string, string>> FilesAsync(IResource resource, IServiceProvider services)
    {
        var files = new Dictionary<string, string>();
        foreach (var annotation in resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>())
        {
            var context = new ContainerFileSystemCallbackContext { Model = resource, Services = services };
            Add(files, annotation.DestinationPath, await annotation.Callback(context, TestContext.Current.CancellationToken));
        }

        return files;
    }

    public static string[] HealthCheckKeys(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key)];

    public static HealthCheckRegistration HealthCheck(IServiceProvider services, string key) =>
        Assert.Single(services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations, check => check.Name == key);

    public static async Task<HealthReportEntry> AskHealthAsync(IServiceProvider services, string key)
    {
        var report = await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(registration => registration.Name == key, TestContext.Current.CancellationToken);
        return report.Entries[key];
    }

    private static void Add(Dictionary<string, string> files, string folder, IEnumerable<ContainerFileSystemItem> items)
    {
        foreach (var item in items)
        {
            var path = $"{folder}/{item.Name}";
            if (item is ContainerDirectory directory)
            {
                Add(files, path, directory.Entries);
            }
            else if (item is ContainerFileBase file)
            {
                files[path] = file.Contents ?? File.ReadAllText(file.SourcePath!);
            }
        }
    }
}
