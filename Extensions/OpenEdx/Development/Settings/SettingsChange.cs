using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Development.Settings;

/// <summary>What somebody has changed in the configuration while the platform runs.</summary>
/// <param name="Live">Keys of settings documents alone: running containers can take them. In order of the names.</param>
/// <param name="Later">Keys that make other containers: the next start takes them. In order of the names.</param>
public sealed record SettingsChange(IReadOnlyList<string> Live, IReadOnlyList<string> Later)
{
    private static readonly string[] LiveKeys = ["platformName", "contactEmail", "language", "features", "settings"];

    /// <summary>Compares two configurations.</summary>
    /// <param name="before">The one that is in force.</param>
    /// <param name="after">The one that was saved.</param>
    public static SettingsChange Between(LoadedConfiguration before, LoadedConfiguration after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (ValuesOf(before), ValuesOf(after));
        var changed = old.Keys.Union(now.Keys)
            .Where(key => old.GetValueOrDefault(key) != now.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal)
            .ToLookup(key => LiveKeys.Contains(key.Split('.')[0]));
        return new([.. changed[true]], [.. changed[false]]);
    }

    // A default may follow another key; then it is that one that somebody has changed.
    private static Dictionary<string, string> ValuesOf(LoadedConfiguration configuration) => configuration.Explain("")
        .Where(explanation => explanation.Origin != SettingOrigin.Default)
        .ToDictionary(explanation => explanation.Key, explanation => explanation.Value);
}
