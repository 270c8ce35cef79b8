using System.Text.Json.Nodes;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.XQueue;

/// <summary>XQueue: openedx/xqueue (tutor.md 6.6). Learners' programs wait in it for graders, which take them, or to which its consumer brings them.</summary>
internal static class XQueueService
{
    public const string Name = "xqueue";

    /// <summary>The LMS's name in XQueue.</summary>
    private const string User = "lms";
    private const string Password = "password";

    // What Tutor's XQueue has, too. A problem without a name for its queue means ORG-COURSE, which has to be added. Graders ask for what waits;
    // an address instead of null is one that the consumer calls.
    private const string UsualQueue = "openedx";

    public static ServiceCode Code { get; } = new(Name, "XQueue", "xqueue", "/openedx/xqueue", "xqueue.settings", 5683) { Processes = [Consumer] };

    private static ServiceProcess Consumer => new("xqueue-consumer", "XQueue consumer", 5687);

    public static OpenEdxService Of(OpenEdxResource platform) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = Code.Title,
        CodeFolder = Code.Folder,
        SettingsModule = Code.SettingsModule,
        DebuggerPort = Code.DebuggerPort,
        DevelopmentPort = 8040,
        HealthPath = "/xqueue/status/",
        Icon = "ClipboardCode",
        Calls = ["lms"],
        Folders = ["/openedx/data/media"],
        Secrets = new Dictionary<string, string> { [Password] = "the LMS's account in XQueue" },
        Settings = [Settings],
        PlatformSettings = [Platform],
        Jobs = [new("xqueue-users", "./manage.py", "update_users")],
        // It ends when no queue has a grader's address.
        Processes = HasGraders(platform) ? [new(Consumer.Name, "./manage.py", "run_consumer") { DebuggerPort = Consumer.DebuggerPort }] : [],
    };

    private static bool HasGraders(OpenEdxResource platform) =>
        platform.Options.Settings.TryGetValue(Name, out var own) && own["XQUEUES"] is JsonObject queues && queues.Any(queue => queue.Value is not null);

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        settings.Set["XQUEUES"] = new SettingsMap { [UsualQueue] = null };
        settings.Set["USERS"] = new SettingsMap { [User] = new SecretText(context.Service.Secret(Password)) };
        settings.Set["MEDIA_ROOT"] = "/openedx/data/media";
        settings.Set["MEDIA_URL"] = $"{context.Service.InternalUrl}/media/";
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        var service = context.Platform.Services.Single(service => service.Name == Name);
        settings.Assign(context, "XQUEUE_INTERFACE", new SettingsMap
        {
            ["url"] = service.InternalUrl,
            ["callback_url"] = Hosts.LmsInternalUrl,
            ["django_auth"] = new SettingsMap { ["username"] = User, ["password"] = new SecretText(service.Secret(Password)) },
        });
    }
}
