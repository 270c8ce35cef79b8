using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.MicroFrontends;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Jobs;

/// <summary>The jobs that prepare a platform.</summary>
/// <remarks>
/// database → LMS migrations → Studio's migrations; beside Studio's: sites, sign-on and flags. The search engine's key needs
/// no database, and the search index only what it reads. LMS and Studio wait for migrations alone.
/// </remarks>
internal sealed class PlatformJobs : IResourceAnnotation
{
    // The first Django whose migrate tells whether something is left to do, without doing it.
    private static readonly Version s_migrateCheck = new(3, 1);

    private PlatformJobs(IResourceBuilder<OpenEdxResource> platform)
    {
        var resource = platform.Resource;
        var external = resource.Options.External.MySql;
        var database = external.IsUsed
            ? DatabaseJob.Add(platform, "openedx-database", "mysql", external.Database, external.User ?? "openedx", ExternalServers.PasswordOf(resource, "mysql")!)
            : DatabaseJob.Add(platform, "openedx-database", "mysql", "openedx", "openedx", resource.Secrets.MySqlPassword);

        LmsMigrations = Add(platform, "lms-migrations", PlatformVariant.Lms, Migrate(resource, "lms"))
            .WaitForDatastores(resource)
            .WaitForJob(database)
            .Resource;
        Checkouts = CheckoutsJob.TryAdd(platform, "checkouts");
        if (Checkouts is { } checkouts)
        {
            // A plugin may have tables.
            platform.ApplicationBuilder.CreateResourceBuilder(LmsMigrations).WaitForJob(checkouts);
        }

        // Studio's tables refer to the LMS's (platform.md 12: LMS first).
        CmsMigrations = Add(platform, "cms-migrations", PlatformVariant.Cms, Migrate(resource, "cms"))
            .WaitForDatastores(resource)
            .WaitForJob(LmsMigrations)
            .Resource;

        var setUp = Add(platform, "lms-setup", PlatformVariant.Lms, SetUp(resource))
            // The LMS's own settings don't name it: it is Studio's.
            .WithSecretFile(resource.Secrets.CmsOAuthSecret, PlatformContainers.User)
            .WaitForDatastores(resource)
            .WaitForJob(LmsMigrations);
        if (resource.Sites.OthersOfLms.Any())
        {
            Add(platform, "lms-sites", PlatformVariant.Lms, SetUpSites(resource))
                .WaitForDatastores(resource)
                .WaitForJob(setUp.Resource);
        }

        if (platform.ApplicationBuilder.ExecutionContext.IsRunMode && Themes.Of(resource.Options).Count > 0)
        {
            Add(platform, "theme-assets", PlatformVariant.Lms, Themes.Compile(resource.Options))
                .WithEnvironment("DEVSTACK_THEMES", Themes.HashOf(resource.Options));
        }

        if (resource.Search is not null || resource.Options.External.Search.IsUsed)
        {
            // The key is made with the server's master key, so what only reads and writes documents never holds that one.
            // A server of one's own comes with a key that a person made there.
            var key = resource.Search is { } search ? SearchKeyJob.Add(platform, "search-key", search) : null;
            Add(platform, "search-index", PlatformVariant.Cms, "./manage.py", "cms", "shell", "-c", "import devstack_jobs; devstack_jobs.index_courses()")
                .WithLabel(ContainerLabels.Prepares, "mongo,search")
                .WaitForDatastores(resource)
                .WaitForJob(CmsMigrations)
                .WaitForJobIfAny(key);
            if (resource.Release.HasForumIndices)
            {
                Add(platform, "forum-index", PlatformVariant.Lms, "./manage.py", "lms", "initialize_forum_indices")
                    .WithLabel(ContainerLabels.Prepares, "search")
                    .WaitForDatastores(resource)
                    .WaitForJob(LmsMigrations)
                    .WaitForJobIfAny(key);
            }
        }
    }

    /// <summary>Prepares what is checked out; <see langword="null"/> when nothing is, or when it is published.</summary>
    public PlatformJobResource? Checkouts { get; }

    /// <summary>Makes the tables of the LMS.</summary>
    public PlatformJobResource LmsMigrations { get; }

    /// <summary>Makes Studio's own tables.</summary>
    public PlatformJobResource CmsMigrations { get; }

    /// <summary>The jobs of a platform, added when they are first asked for.</summary>
    public static PlatformJobs Of(IResourceBuilder<OpenEdxResource> platform)
    {
        if (!platform.Resource.TryGetLastAnnotation<PlatformJobs>(out var jobs))
        {
            platform.WithAnnotation(jobs = new PlatformJobs(platform));
        }

        return jobs;
    }

    private static IResourceBuilder<PlatformJobResource> Add(
        IResourceBuilder<OpenEdxResource> platform, string name, PlatformVariant variant, params string[] command) => Add(platform, name, variant, new JobAnnotation(command));

    private static IResourceBuilder<PlatformJobResource> Add(
        IResourceBuilder<OpenEdxResource> platform, string name, PlatformVariant variant, JobAnnotation job) =>
        platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithPlatform(platform.Resource, variant)
            .WithSize(Size.Job)
            .WithIconName("ClipboardTask")
            .AsJob(job);

    private static JobAnnotation Migrate(OpenEdxResource platform, string service) => new(["./manage.py", service, "migrate", "--noinput"])
    {
        Check = Version.Parse(platform.Release.Versions.Django) >= s_migrateCheck ? ["./manage.py", service, "migrate", "--check"] : null,
    };

    private static IEnumerable<string> FlagsOf(OpenEdxResource platform) =>
        platform.Release.ForumFlags.Concat(platform.Runs(StackParts.MicroFrontends) ? MicroFrontendFlags.Of(platform.Release) : []);

    // What the account micro-frontend's button for deleting an account needs.
    private static bool HasAccounts(OpenEdxResource platform) =>
        platform.Runs(StackParts.MicroFrontends) && platform.Release.MicroFrontends.Any(app => app.Name == "account");

    private static string[] SetUpSites(OpenEdxResource platform)
    {
        // Cookies are shared below the platform's host; a site elsewhere has its own.
        var sites = platform.Sites.OthersOfLms.Select(site =>
            $"('{site.Base}', '{site.Url}', '{(site.Host.EndsWith($".{platform.Sites.Host}", StringComparison.Ordinal) ? "" : site.Host)}', '{platform.Options.Sites[site.Host]}')");
        return ["./manage.py", "lms", "shell", "-c", $"import devstack_jobs; devstack_jobs.set_up_sites([{string.Join(", ", sites)}])"];
    }

    private static string[] SetUp(OpenEdxResource platform)
    {
        var secret = SecretFileAnnotation.PathOf(platform.Secrets.CmsOAuthSecret);
        var authz = platform.Release.HasAuthzPolicies ? "True" : "False";
        return ["./manage.py", "lms", "shell", "-c",
            $"import devstack_jobs; devstack_jobs.set_up_lms(studio='{platform.Sites.Cms.Url}', client_id='{OAuth.StudioClientId}', secret_file='{secret}', authz={authz}, " +
            $"flags='{string.Join(',', FlagsOf(platform))}', languages='{string.Join(',', platform.Options.Languages)}', retirement={(HasAccounts(platform) ? "True" : "False")})"];
    }
}

/// <summary>How services find the jobs of their platform.</summary>
internal static class PlatformJobsExtensions
{
    public static PlatformJobs Jobs(this IResourceBuilder<OpenEdxResource> platform) => PlatformJobs.Of(platform);
}
