using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Compose.Files;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Devstack.Compose.Tests;

/// <summary>A model, published for Compose in memory.</summary>
internal sealed class Published
{
    private readonly YamlMappingNode _root;

    public Published(DeploymentDocument document)
    {
        Files = ComposeOutput.Render(document);
        var stream = new YamlStream();
        using var reader = new StringReader(this["compose.yaml"]);
        stream.Load(reader);
        _root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public IReadOnlyList<PublishedFile> Files { get; }

    public string this[string path] => Encoding.UTF8.GetString(Files.Single(file => file.Path == path).Content.Span);

    /// <summary>The node of a service, or of one of its keys.</summary>
    public YamlNode Service(string name, params string[] keys) =>
        keys.Aggregate(_root["services"][name], (node, key) => node[key]);

    public bool Has(string service, string key) => ((YamlMappingNode)Service(service)).Children.ContainsKey(new YamlScalarNode(key));

    public string Text(string service, params string[] keys) => ((YamlScalarNode)Service(service, keys)).Value!;

    public IReadOnlyList<string> List(string service, params string[] keys) =>
        [.. ((YamlSequenceNode)Service(service, keys)).Children.Select(node => node is YamlScalarNode scalar ? scalar.Value! : node.ToString())];

    public IReadOnlyCollection<string> Networks => [.. ((YamlMappingNode)_root["networks"]).Children.Keys.Select(key => key.ToString())];

    public YamlNode Root(string key) => _root[key];

    public Task<OutputChanges> WriteAsync(string folder) => OutputFolder.WriteAsync(folder, Files, TestContext.Current.CancellationToken);

    public static async Task<Published> FromAsync(Action<IDistributedApplicationBuilder> describe, string stack = "shop") =>
        new(await ReadAsync(describe, stack));

    public static async Task<DeploymentDocument> ReadAsync(Action<IDistributedApplicationBuilder> describe, string stack = "shop")
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        var target = builder.AddComposeTarget("compose");
        describe(builder);
        using var application = builder.Build();
        return await DocumentReader.ReadAsync(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            target.Resource,
            stack,
            application.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            NullLogger.Instance,
            TestContext.Current.CancellationToken);
    }
}
