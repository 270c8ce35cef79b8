using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services;
using Devstack.Publishing.Document;
using Devstack.Publishing.Reading;
using Devstack.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Devstack.Compose.Tests.Platform;

/// <summary>The platform of <c>AppHost/Program.cs</c>, read in memory.</summary>
internal static class PlatformModel
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<DeploymentDocument>>> s_documents = [];

    /// <summary>Reads each configuration once.</summary>
    public static Task<DeploymentDocument> ReadAsync(string yaml) => s_documents.GetOrAdd(yaml, _ => new(() => ReadOnceAsync(yaml))).Value;

    private static async Task<DeploymentDocument> ReadOnceAsync(string yaml)
    {
        using var folder = new TemporaryFolder();
        folder.Write("devstack.yaml", $"name: courses\nhost: courses.example.org\n{yaml}\n");
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--devstack:directory", folder.Path, "--devstack:preview", "true", "--operation", "publish", "--step", "publish"],
            DisableDashboard = true,
        });
        WholePlatform.Add(builder);
        var target = builder.AddComposeTarget("compose");
        using var application = builder.Build();
        application.Services.GetRequiredService<ModelCompletion>().Complete();
        return await DocumentReader.ReadAsync(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            target.Resource,
            "courses",
            application.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            NullLogger.Instance,
            CancellationToken.None); // others may wait for it, too
    }
}
