using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Services.Schedules;

/// <summary>A management command that a platform needs again and again, and that nothing in it starts.</summary>
/// <param name="Name">The job's name, and its key in <c>publish.schedules</c>.</param>
/// <param name="Cron">When it runs unless the user says otherwise: the five fields of a cron table, in UTC.</param>
/// <param name="Command">What <c>manage.py lms</c> is told.</param>
internal sealed record ScheduledCommand(string Name, string Cron, params string[] Command)
{
    /// <summary>The name of the job that keeps Course Discovery's catalogue up to date.</summary>
    public const string CatalogueName = "discovery-refresh";

    /// <summary>Its usual schedule: after the nightly commands of the LMS.</summary>
    public const string CatalogueCron = "0 4 * * *";

    /// <summary>The name of the job that copies it to Credentials.</summary>
    public const string CatalogueCopyName = "credentials-catalogue";

    /// <summary>Its usual schedule: after the catalogue itself.</summary>
    public const string CatalogueCopyCron = "30 4 * * *";

    /// <summary>Those of the LMS (platform.md 9 and 12, management-commands.txt). None of them sends anything to people that somebody hasn't asked for.</summary>
    public static IReadOnlyList<ScheduledCommand> OfTheLms { get; } =
    [
        // Both tables grow with each login and each notification.
        new("expired-tokens", "15 3 * * *", "edx_clear_expired_tokens"),
        new("expired-notifications", "30 3 * * *", "delete_expired_notifications"),
        // E-mails to a course whose time has come; the page on which staff write them is a micro-frontend's.
        new("scheduled-emails", "*/10 * * * *", "process_scheduled_instructor_tasks")
        {
            IsNeeded = platform => platform.Runs(StackParts.MicroFrontends) && platform.Release.MicroFrontends.Any(app => app.Name == "communications"),
        },
        // What the LMS knows of programs is in its cache alone, and gone with it.
        new("programs-cache", "5 * * * *", "cache_programs") { IsNeeded = platform => platform.Runs("discovery") },
        // Certificates of identity providers change. Celery's scheduler does the same.
        new("saml-metadata", "45 3 * * *", "saml", "--pull") { IsNeeded = platform => !platform.Runs(StackParts.Beat) },
    ];

    /// <summary>The keys of <c>publish.schedules</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OfTheLms.Select(command => command.Name), CatalogueName, CatalogueCopyName];

    /// <summary>Whether a platform has what it is for. Default: it has.</summary>
    public Func<OpenEdxResource, bool> IsNeeded { get; init; } = _ => true;
}
