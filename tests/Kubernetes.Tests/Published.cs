using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Reading;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>A model, published for Kubernetes in memory.</summary>
internal sealed class Published
{
    public Published(DeploymentDocument document, KubernetesTargetOptions options)
    {
        Document = document;
        Options = options;
        Objects = KubernetesModel.From(document, options);
        Files = KubernetesOutput.Render(document, options);
    }

    public DeploymentDocument Document { get; }

    public KubernetesTargetOptions Options { get; }

    public KubernetesObjects Objects { get; }

    public IReadOnlyList<PublishedFile> Files { get; }

    public string this[string path] => Encoding.UTF8.GetString(Files.Single(file => file.Path == path).Content.Span);

    public KubernetesWorkload Workload(string name) => Objects.Workloads.Single(workload => workload.Name == name);

    /// <summary>What the model itself says of its services that are unlike others.</summary>
    public Exceptions Exceptions => new(
        [.. Document.Services.Where(service => service.IsSingle).Select(service => service.Name)],
        [.. Document.Workloads.Where(workload => workload.AllowsPrivilegeEscalation).Select(workload => workload.Name)]);

    /// <summary>Writes the secrets that a person has to give: those of servers that the model has outside, and that the overlay <c>production</c> has there.</summary>
    public void WriteGivenSecrets(TemporaryFolder folder, string overlay = "production")
    {
        var given = Document.Parameters.OfType<SecretSpec>().Where(secret => secret.Generator is FromPerson || (overlay is "production" && ExternalDatastores.ServerOf(Objects.Context, secret) is not null));
        foreach (var secret in given)
        {
            folder.Write($"overlays/{overlay}/secrets/{secret.Name}", $"value of {secret.Name}");
        }
    }

    public IEnumerable<T> Shared<T>() => Objects.Shared.Select(shared => shared.Object).OfType<T>();

    public IEnumerable<IKubernetesObject<V1ObjectMeta>> All => Objects.Shared.Select(shared => shared.Object).Concat(Objects.Workloads.SelectMany(workload => workload.All));

    public Task<OutputChanges> WriteAsync(string folder) => OutputFolder.WriteAsync(folder, Files, TestContext.Current.CancellationToken);

    public static async Task<Published> FromAsync(Action<IDistributedApplicationBuilder> describe, Action<KubernetesTargetOptions>? configure = null)
    {
        var options = new KubernetesTargetOptions();
        configure?.Invoke(options);
        return new(await ReadAsync(describe), options);
    }

    public static async Task<DeploymentDocument> ReadAsync(Action<IDistributedApplicationBuilder> describe, string stack = "shop")
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        var target = builder.AddKubernetesTarget("kubernetes");
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
