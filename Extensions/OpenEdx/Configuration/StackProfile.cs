namespace Devstack.OpenEdx.Configuration;

/// <summary>How much of a release runs.</summary>
public enum StackProfile
{
    /// <summary>LMS, Studio, their workers, datastores and micro-frontends.</summary>
    Standard,

    /// <summary>LMS, Studio and datastores: no workers (tasks run where they are started), no micro-frontends.</summary>
    Minimal,

    /// <summary>All services that the release has; without Celery's scheduler, which plugins alone need.</summary>
    Full,
}
