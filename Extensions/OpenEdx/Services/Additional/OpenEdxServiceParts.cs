namespace Devstack.OpenEdx;

/// <summary>An OAuth application of a service in the LMS.</summary>
/// <param name="ClientId">Its name and client id.</param>
/// <param name="Grant">How it gets its tokens.</param>
public sealed record OAuthApplication(string ClientId, OAuthGrant Grant);

/// <summary>How an OAuth application gets its tokens.</summary>
public enum OAuthGrant
{
    /// <summary>For itself: calls between services, and tokens that the LMS signs with the application's secret.</summary>
    ClientCredentials,

    /// <summary>For a person who logs in through the LMS (<c>/complete/edx-oauth2/</c>).</summary>
    AuthorizationCode,
}

/// <summary>One-shot work of a service, safe to repeat.</summary>
/// <param name="Name">The job's name, for example <c>notes-index</c>.</param>
/// <param name="Command">The command, in the service's own image.</param>
public sealed record OpenEdxServiceJob(string Name, params IReadOnlyList<string> Command)
{
    /// <summary>What it calls, which then must answer first: <c>lms</c>, <c>cms</c>, or services beside them by their names. One that isn't there is left out.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];
}

/// <summary>Work of a service that is repeated.</summary>
/// <param name="Name">The job's name, for example <c>discovery-refresh</c>.</param>
/// <param name="Cron">When it runs: the five fields of a cron table, in UTC.</param>
/// <param name="Command">The command, in the service's own image.</param>
public sealed record OpenEdxServiceSchedule(string Name, string Cron, params IReadOnlyList<string> Command)
{
    /// <summary>What it calls, which then must answer first: <c>lms</c>, <c>cms</c>, or services beside them by their names. One that isn't there is left out.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];
}

/// <summary>A process of a service beside its web server, for example a consumer of a queue: a container of its own.</summary>
/// <param name="Name">The container's name, for example <c>xqueue-consumer</c>.</param>
/// <param name="Command">The command, in the service's own image. It runs until it is stopped.</param>
public sealed record OpenEdxServiceProcess(string Name, params IReadOnlyList<string> Command)
{
    /// <summary>debugpy's port on this machine in a devstack, unless it is taken or <c>ports.NAME-debugger</c> says another.</summary>
    public int DebuggerPort { get; init; } = 5710;
}
