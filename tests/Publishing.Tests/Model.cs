using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Publishing.Reading;
using Devstack.Publishing.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Devstack.Publishing.Tests;

/// <summary>Builds a model in publish mode and reads it.</summary>
internal static class Model
{
    public static Task<DeploymentDocument> ReadAsync(Action<IDistributedApplicationBuilder> describe) =>
        ReadAsync((builder, _) => describe(builder));

    public static async Task<DeploymentDocument> ReadAsync(Action<IDistributedApplicationBuilder, IResourceBuilder<TestTarget>> describe)
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        var target = builder.AddPublishTarget(new TestTarget("there"));
        describe(builder, target);
        using var application = builder.Build();
        return await DocumentReader.ReadAsync(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            target.Resource,
            "shop",
            application.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            NullLogger.Instance,
            TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<string>> ProblemsAsync(Action<IDistributedApplicationBuilder> describe) =>
        (await Assert.ThrowsAsync<PublishException>(() => ReadAsync(describe))).Problems;

    public static VariableSpec Variable(this DeploymentDocument document, string workload, string name) =>
        document.Workloads.Single(candidate => candidate.Name == workload).Environment.Single(variable => variable.Name == name);
}

internal sealed class TestTarget(string name) : PublishTargetResource(name)
{
    protected override IReadOnlyList<PublishedFile> Render(DeploymentDocument document) => [];
}
