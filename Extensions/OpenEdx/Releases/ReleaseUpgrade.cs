namespace Devstack.OpenEdx.Releases;

/// <summary>The way from one release to the next. Migrations aren't named: they are a job of every start.</summary>
/// <param name="From">The release before. Upstream tests only the way from it, not a leap over several.</param>
public sealed record ReleaseUpgrade(string From)
{
    /// <summary>What is done while the old release runs, in this order.</summary>
    public IReadOnlyList<UpgradeStep> Before { get; init; } = [];

    /// <summary>What is done once the new release's migrations are through, in this order.</summary>
    public IReadOnlyList<UpgradeStep> After { get; init; } = [];
}

/// <summary>A step of an upgrade: safe to repeat.</summary>
/// <param name="What">A sentence that says what it does, and why.</param>
/// <param name="Service"><c>lms</c> or <c>cms</c>, whose <c>manage.py</c> does it; <see langword="null"/> when a person does.</param>
/// <param name="Arguments">The arguments of <c>manage.py SERVICE</c>.</param>
public sealed record UpgradeStep(string What, string? Service = null, string? Arguments = null)
{
    /// <summary>MongoDB takes over the data of the version before alone: each in between runs once, and is told to write as itself.</summary>
    /// <param name="versions">The versions in between and the new one, for example <c>5.0.26</c>.</param>
    internal static UpgradeStep MongoDB(params IReadOnlyList<string> versions)
    {
        var last = Version.Parse(versions[^1]);
        var confirmation = last.Major >= 7 ? ", confirm: true" : "";
        return new($"MongoDB by way of {string.Join(", ", versions)}: each once over the data, and in its shell "
            + $"db.adminCommand({{setFeatureCompatibilityVersion: '{last.ToString(2)}'{confirmation}}}) with its own version"
            + (last.Major >= 7 && versions.Count > 1 ? " (confirm from 7.0 on)." : "."));
    }
}
