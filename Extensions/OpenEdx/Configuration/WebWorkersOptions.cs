namespace Devstack.OpenEdx.Configuration;

/// <summary>How many requests the web servers answer at once when published; the development server has threads and no
/// workers. Section <c>webWorkers</c>.</summary>
public sealed class WebWorkersOptions
{
    /// <summary>Processes of the LMS. Default 2, as Tutor: each needs at least 500 MB.</summary>
    [Number("a number of processes", 1, 256)]
    public int Lms { get; set; } = 2;

    /// <summary>Processes of Studio. Default 2, for the same reason.</summary>
    [Number("a number of processes", 1, 256)]
    public int Cms { get; set; } = 2;
}
