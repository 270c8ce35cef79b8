using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Settings;
using Devstack.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>The model of a devstack or of a published platform, made from a <c>devstack.yaml</c> and never started.</summary>
internal sealed class StackModel : IDisposable
{
    public const string TelemetryKey = "the-key-of-the-dashboard";

    private static readonly string[] s_running = ["--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "http://172.17.0.1:18890", "--AppHost:OtlpApiKey", TelemetryKey];
    private static readonly string[] s_publishing = ["--operation", "publish"];

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
        Of(yaml, files, s_running);

    public static StackModel Published(string yaml, params (string Name, string Text)[] files) => Of(yaml, files, s_publishing);

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

    /// <summary>The same with what a team adds.</summary>
    public static StackModel With(Action<IResourceBuilder<OpenEdxResource>> own, bool isPublished, string yaml) =>
        Of(yaml, [], isPublished ? s_publishing : s_running, own);

    private static StackModel Of(string yaml, (string Name, string Text)[] files, string[] operation, Action<IResourceBuilder<OpenEdxResource>>? own = null)
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
        WholePlatform.Add(builder, own);
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
