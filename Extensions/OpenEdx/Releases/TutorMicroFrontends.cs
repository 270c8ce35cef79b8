namespace Devstack.OpenEdx.Releases;

/// <summary>The micro-frontends that Tutor builds.</summary>
internal static class TutorMicroFrontends
{
    // overhangio/tutor-mfe, plugin.py: the ports are the same in all releases.
    private static readonly Dictionary<string, int> Ports = new()
    {
        ["account"] = 1997,
        ["admin-console"] = 2025,
        ["authn"] = 1999,
        ["authoring"] = 2001,
        ["catalog"] = 1998,
        ["communications"] = 1984,
        ["course-authoring"] = 2001, // the name of authoring until Redwood
        ["discussions"] = 2002,
        ["gradebook"] = 1994,
        ["learner-dashboard"] = 1996,
        ["learning"] = 2000,
        ["ora-grading"] = 1993,
        ["profile"] = 1995,
    };

    // package.json of the repositories: renamed later than the repository, or not yet.
    private static readonly Dictionary<string, string> FormerNames = new()
    {
        ["authoring"] = "course-authoring",
        ["learner-dashboard"] = "learner-dash",
    };

    public static IReadOnlyList<MicroFrontend> Named(params string[] names) =>
        [.. names.Select(name => new MicroFrontend(name, Ports[name], RepositoryOf(name))
        {
            FormerRepository = FormerNames.TryGetValue(name, out var former) ? RepositoryOf(former) : null,
        })];

    private static string RepositoryOf(string name) => $"frontend-app-{name}";
}
