using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;
using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Services.Notes;

/// <summary>Notes: openedx/edx-notes-api (tutor.md 6.5, platform.md 5 and 6).</summary>
internal static class NotesService
{
    public const string Name = "notes";

    // Also the name of its application in the LMS, and the audience of the tokens that the LMS signs for it.
    private const string ClientId = "notes";

    // There is no command for it (edx-notes-api, July 2026).
    private const string Reindex = "from notesapi.v1.views.meilisearch import reindex; reindex()";

    public static ServiceCode Code { get; } = new(Name, "Notes", "edx-notes-api", "/app/edx-notes-api", "notesserver.settings.common", 5682);

    public static OpenEdxService Of(OpenEdxResource platform) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = Code.Title,
        CodeFolder = Code.Folder,
        SettingsModule = Code.SettingsModule,
        DebuggerPort = Code.DebuggerPort,
        DevelopmentPort = 8120,
        Icon = "Note",
        UsesSearch = true,
        Applications = [new(ClientId, OAuthGrant.ClientCredentials)],
        Settings = [Settings],
        PlatformSettings = [Platform],
        Jobs = Search.MeilisearchOf(platform) is null ? [] : [new("notes-index", "./manage.py", "shell", "-c", Reindex)],
    };

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        settings.Set["CLIENT_ID"] = ClientId;
        settings.Set["CLIENT_SECRET"] = new SecretText(context.Service.OAuthSecret!);
        // Without an engine notes are found by MySQL.
        settings.Set["ES_DISABLED"] = true;
        // Else their signals look for Elasticsearch whenever a note is saved: the module puts them in before ES_DISABLED is ours.
        settings.Remove["INSTALLED_APPS"] = List("elasticsearch_dsl", "django_elasticsearch_dsl", "django_elasticsearch_dsl_drf");
        var engine = Search.MeilisearchOf(context.Platform);
        settings.Set["MEILISEARCH_ENABLED"] = engine is not null;
        if (engine is not null)
        {
            settings.Set["MEILISEARCH_URL"] = engine.Url;
            settings.Set["MEILISEARCH_API_KEY"] = engine.Key;
            settings.Set["MEILISEARCH_INDEX"] = $"{engine.IndexPrefix}student_notes";
        }
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Flag(context, "ENABLE_EDXNOTES", true);
        if (context.IsLms)
        {
            var service = context.Platform.Services.Single(service => service.Name == Name);
            settings.Assign(context, "EDXNOTES_CLIENT_NAME", ClientId);
            settings.Assign(context, "EDXNOTES_PUBLIC_API", $"{service.Site.Url}/api/v1");
            settings.Assign(context, "EDXNOTES_INTERNAL_API", $"{service.InternalUrl}/api/v1");
        }
    }
}
