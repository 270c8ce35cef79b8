using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;
using Devstack.Publishing.Reading;
using Devstack.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Devstack.Kubernetes.Tests.Platform;

/// <summary>The platform of <c>AppHost/Program.cs</c>, published in memory.</summary>
internal static class PlatformModel
{
    public const string Configuration = "name: courses\nhost: courses.example.org\n";

    private static readonly ConcurrentDictionary<string, Lazy<Task<Published>>> s_published = [];

    /// <summary>Publishes each configuration once.</summary>
    public static Task<Published> PublishAsync(string release, string more = "") =>
        s_published.GetOrAdd($"release: {release}\n{more}", yaml => new(() => ReadAsync(yaml))).Value;

    private static async Task<Published> ReadAsync(string yaml)
    {
        using var folder = new TemporaryFolder();
        folder.Write("devstack.yaml", Configuration + yaml);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--devstack:directory", folder.Path, "--devstack:preview", "true", "--operation", "publish", "--step", "publish"],
            DisableDashboard = true,
        });
        var target = AddStack(builder);
        using var application = builder.Build();
        application.Services.GetRequiredService<ModelCompletion>().Complete();
        var document = await DocumentReader.ReadAsync(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            target,
            "courses",
            application.Services.GetRequiredService<DistributedApplicationExecutionContext>(),
            NullLogger.Instance,
            CancellationToken.None); // others may wait for it, too
        return new(document, target.Options);
    }

    // A test compares what it and the AppHost write.
    private static KubernetesTargetResource AddStack(IDistributedApplicationBuilder builder)
    {
        WholePlatform.Add(builder);
        builder.Configuration.AddInMemoryCollection(KubernetesTargetConfiguration.Of(builder.Resources.OfType<OpenEdxResource>().Single().Options));
        return builder.AddKubernetesTarget("kubernetes").Resource;
    }
}
