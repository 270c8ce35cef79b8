namespace Devstack.OpenEdx.Releases;

/// <summary>Micro-frontends that Open edX tags with its releases and that no image is published with: a person works on them, or builds an image of their own.</summary>
internal static class FurtherMicroFrontends
{
    // The ports of their .env.development; the names of their package.json, where they differ from the repository's.
    private static readonly Dictionary<string, (int Port, string? Package)> All = new()
    {
        // Certificates of programs, which Credentials issues: since Redwood it has no page of its own for them.
        ["learner-record"] = (1990, null),
        // Open response assessments, an experiment in place of the XBlock's own pages.
        ["ora"] = (1992, null),
        // Where course teams fill Discovery's catalogue.
        ["publisher"] = (18400, "edx-frontend-app-publisher"),
        // What support staff look people up in.
        ["support-tools"] = (18450, "frontend-app-support"),
    };

    /// <summary>Those that a release tags.</summary>
    /// <param name="names">Names that are known here.</param>
    public static IReadOnlyList<MicroFrontend> Named(params string[] names) =>
        [.. names.Select(name => new MicroFrontend(name, All[name].Port, $"frontend-app-{name}") { FormerRepository = All[name].Package })];
}
