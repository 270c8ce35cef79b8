using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>The model of a devstack or of a published platform, made from a <c>devstack.yaml</c> and never started.</summary>
internal sealed class StackModel : IDisposable
{
    public const string TelemetryKey = "the-key-of-the-dashboard";

    private readonly DirectoryInfo _folder;
    private readonly DistributedApplication _application;
    private readonly DistributedApplicationOperation _operation;

    private StackModel(DirectoryInfo folder, IDistributedApplicationBuilder builder, DistributedApplication application)
    {
        (_folder, Builder, _application, _operation) = (folder, builder, application, builder.ExecutionContext.Operation);
        Model = application.Services.GetRequiredService<DistributedApplicationModel>();
    }

    public DistributedApplicationModel Model { get; }

    /// <summary>What the model was made with.</summary>
    public IDistributedApplicationBuilder Builder { get; }

    public OpenEdxResource Platform => Model.Resources.OfType<OpenEdxResource>().Single();

    public string Folder => _folder.FullName;

    public IEnumerable<string> Containers => Model.Resources.OfType<ContainerResource>().Select(container => container.Name);

    public static StackModel Running(string yaml, params (string Name, string Text)[] files) => 
        Of(yaml, files, ["--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://172.17.0.1:18890", "--AppHost:OtlpApiKey", TelemetryKey]);

    public static StackModel Published(string yaml, params (string Name, string Text)[] files) => Of(yaml, files, ["--operation", "publish"]);

    public bool IsRunning => _operation is DistributedApplicationOperation.Run;

    public ContainerResource this[string container] => Model.Resources.OfType<ContainerResource>().Single(resource => resource.Name == container);

    public IReadOnlyList<string> Notices => _application.Services.GetService<StartNotices>()?.All ?? [];

    public string ImageOf(string container) => this[container].TryGetContainerImageName(out var image) ? image : throw new InvalidOperationException(container);

    public ServiceSettings Settings(PlatformVariant variant) => PlatformSettings.Of(Platform, variant, IsRunning);

    public async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync(string container)
    {
        var context = new DistributedApplicationExecutionContext(
            new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish) { Services = _application.Services });
        var configuration = await ExecutionConfigurationBuilder.Create(this[container])
            .WithEnvironmentVariablesConfig().BuildAsync(context, resourceLogger: null, TestContext.Current.CancellationToken);
        return configuration.EnvironmentVariables.ToDictionary();
    }

    public async Task<IReadOnlyList<string>> ArgumentsAsync(string container)
    {
        var context = new DistributedApplicationExecutionContext(
            new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish) { Services = _application.Services });
        var configuration = await ExecutionConfigurationBuilder.Create(this[container])
            .WithArgumentsConfig().BuildAsync(context, resourceLogger: null, TestContext.Current.CancellationToken);
        return [.. configuration.Arguments.Select(argument => argument.Value)];
    }

    /// <summary>The links of a container on the dashboard, by their texts.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LinksAsync(string container)
    {
        var context = new ResourceUrlsCallbackContext(
            _application.Services.GetRequiredService<DistributedApplicationExecutionContext>(), this[container], cancellationToken: TestContext.Current.CancellationToken);
        foreach (var annotation in this[container].Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Urls.ToDictionary(link => link.DisplayText ?? link.Url, link => link.Url);
    }

    public async Task<IReadOnlyList<string>> RuntimeArgumentsAsync(string container)
    {
        var arguments = new List<object>();
        foreach (var callback in this[container].Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await callback.Callback(new ContainerRuntimeArgsCallbackContext(arguments, TestContext.Current.CancellationToken));
        }

        return [.. arguments.Select(argument => argument.ToString()!)];
    }

    public void Dispose()
    {
        _application.Dispose();
        _folder.Delete(recursive: true);
    }

    private static StackModel Of(string yaml, (string Name, string Text)[] files, string[] operation)
    {
        var folder = Directory.CreateTempSubdirectory("devstack-model-");
        foreach (var (name, text) in files.Append(("devstack.yaml", $"host: openedx.example.org\n{yaml}\n")))
        {
            var path = Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            // A preview: no port is noted for a stack of this machine.
            Args = ["--devstack:directory", folder.FullName, "--devstack:preview", "true", .. operation],
            DisableDashboard = true,
        });
        builder.Services.AddSingleton<IStackPorts>(new FreePorts());
        AddStack(builder);
        var application = builder.Build();
        var model = new StackModel(folder, builder, application);
        try
        {
            application.Services.GetRequiredService<ModelCompletion>().Complete();
        }
        catch
        {
            model.Dispose();
            throw;
        }

        return model;
    }

    // As AppHost/Program.cs.
    private static void AddStack(IDistributedApplicationBuilder builder)
    {
        var openedx = builder.AddOpenEdx("openedx")
            .WithMySql(builder.AddMySql("mysql").WithDataVolume())
            .WithMongoDB(builder.AddMongoDB("mongodb").WithDataVolume())
            .WithRedis(builder.AddRedis("redis").WithDataVolume())
            .WithSearch(builder.AddMeilisearch("meilisearch").WithDataVolume())
            .WithMail(builder.AddMailPit("mail"));
        openedx.AddObjectStorage();
        openedx.AddLms().WithLiveReload().WithDebugger();
        openedx.AddCms().WithLiveReload().WithDebugger();
        openedx.AddWorkers();
        openedx.AddBeat();
        openedx.AddSchedules();
        openedx.AddEventRouting();
        openedx.AddMicroFrontends();
        openedx.AddCodejail();
        openedx.AddNotes();
        openedx.AddXQueue();
        openedx.AddDiscovery();
        openedx.AddCredentials();
        openedx.AddEcommerce();
        openedx.AddWebProxy();
    }
}

/// <summary>A machine on which nothing else runs.</summary>
internal sealed class FreePorts : IStackPorts
{
    public bool IsFree(int port) => true;

    public int? Last(string name) => null;

    public void Remember(string name, int port)
    {
    }
}
