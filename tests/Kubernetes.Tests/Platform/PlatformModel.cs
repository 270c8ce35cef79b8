using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Releases;
using Devstack.Publishing.Reading;
using Devstack.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Devstack.Kubernetes.Tests.Platform;

/// <summary>The platform of <c>AppHost/Program.cs</c>, published in memory.</summary>
internal static class PlatformModel
{
    public const string Configuration = "name: courses\nhost: courses.example.org\n";

    /// <summary>All parts of a release.</summary>
    public const string Full = "profile: full\nservices: { beat: true }\n";

    /// <summary>All parts of a release, with every datastore and the store of uploads outside of what is published.</summary>
    public const string Outside = Full + """
        external:
          mysql: { host: db.example.org, user: edx, adminUser: admin }
          mongodb: { host: mongo.example.org, user: edx }
          redis: { host: redis.example.org }
          search: { host: search.example.org }
          smtp: { host: smtp.example.org }
          s3: { host: s3.example.org, user: key }
        """;

    private static readonly ConcurrentDictionary<string, Lazy<Task<Published>>> s_published = [];

    /// <summary>Each release that is run, as all that it has and as what is left when its data is outside.</summary>
    public static TheoryData<string, string> Releases
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var release in ReleaseCatalog.All.Where(release => release.Support is ReleaseSupport.Full))
            {
                all.Add(release.Name, nameof(Full));
                all.Add(release.Name, nameof(Outside));
            }

            return all;
        }
    }

    /// <summary>Publishes one of <see cref="Releases"/>.</summary>
    public static Task<Published> PublishOneAsync(string release, string parts) => PublishAsync(release, parts is nameof(Full) ? Full : Outside);

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
