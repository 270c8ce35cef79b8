namespace Devstack.OpenEdx.Services.Additional;

/// <summary>The names of the services that were added to a platform, whether they are on or off: which keys of the user's maps they give a meaning.</summary>
internal sealed class OwnNames
{
    private static readonly HashSet<string> s_sections = ["hosts", "ports", "settings", "pythonSettings", "services", "images"];

    private readonly HashSet<string> _services = [];
    private readonly HashSet<string> _debugged = [];
    private readonly HashSet<string> _schedules = [];

    public void Add(string name, OpenEdxService definition)
    {
        _services.Add(name);
        _debugged.UnionWith(definition.Processes.Select(process => process.Name).Append(name).Select(process => $"{process}-debugger"));
        _schedules.UnionWith(definition.Schedules.Select(schedule => schedule.Name));
    }

    /// <summary>Whether a key of a map is one of theirs.</summary>
    public bool Contains(string section, string name) =>
        (s_sections.Contains(section) && _services.Contains(name))
        || (section == "ports" && _debugged.Contains(name))
        || (section == "publish.schedules" && _schedules.Contains(name));
}
