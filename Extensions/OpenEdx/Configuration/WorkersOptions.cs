namespace Devstack.OpenEdx.Configuration;

/// <summary>How many tasks the Celery workers run at once. Section <c>workers</c>.</summary>
public sealed class WorkersOptions
{
    /// <summary>Processes of the LMS worker. Default 1: each needs some 400 MB, and one developer waits for one task.</summary>
    [Number("a number of processes", 1, 256)]
    public int Lms { get; set; } = 1;

    /// <summary>Processes of the Studio worker. Default 1, for the same reason.</summary>
    [Number("a number of processes", 1, 256)]
    public int Cms { get; set; } = 1;
}
