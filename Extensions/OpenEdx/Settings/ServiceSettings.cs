using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Settings;

/// <summary>The settings of one Django service as data: one document, made of fragments. The later of two fragments wins.</summary>
/// <remarks>
/// <see cref="Yaml"/> is what the service's own settings module reads (for edx-platform the file named by <c>LMS_CFG</c>);
/// the other sections are carried out after that module, for what it computes or overrides itself.
/// The Python side is <c>Python/devstack_settings.py</c>.
/// </remarks>
public sealed class ServiceSettings
{
    private readonly List<SettingChange> _changes = [];
    private string _fragment = "";

    /// <summary>What the service's own settings module reads: top-level names, each replaced whole by that module.</summary>
    public SettingsMap Yaml { get; } = [];

    /// <summary>Assigned after the module: wins over what it computed.</summary>
    public SettingsMap Set { get; } = [];

    /// <summary>Merged after the module into its dictionaries, level by level.</summary>
    public SettingsMap Merge { get; } = [];

    /// <summary>Appended after the module to its lists, where missing.</summary>
    public SettingsMap Append { get; } = [];

    /// <summary>Removed after the module from its lists.</summary>
    public SettingsMap Remove { get; } = [];

    /// <summary>What stays, after the module, of its lists and dictionaries: items, first parts of pairs, or keys.</summary>
    public SettingsMap Keep { get; } = [];

    /// <summary>Who changed what, in order.</summary>
    public IReadOnlyList<SettingChange> Changes => _changes;

    /// <summary>Every secret that the document refers to.</summary>
    public IEnumerable<ParameterResource> Secrets => new[] { Yaml, Set, Merge, Append, Remove, Keep }.SelectMany(SecretsOf).Distinct();

    /// <summary>Applies fragments in their order and notes which of them changed which setting.</summary>
    /// <typeparam name="TContext">What the fragments read.</typeparam>
    public static ServiceSettings From<TContext>(TContext context, IEnumerable<SettingsFragment<TContext>> fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        var settings = new ServiceSettings();
        foreach (var fragment in fragments)
        {
            settings.Apply(NameOf(fragment.Method), () => fragment(context, settings));
        }

        return settings;
    }

    /// <summary>Runs a change under the name of whoever makes it.</summary>
    /// <param name="by">For example <c>Databases</c>, or a file and line of the user's.</param>
    /// <param name="change">Changes this document.</param>
    public void Apply(string by, Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = Snapshot();
        _fragment = by;
        change();
        foreach (var (section, map) in Sections())
        {
            foreach (var (key, value) in map)
            {
                if (!before.TryGetValue((section, key), out var old) || old != SettingsYaml.Inline(value))
                {
                    _changes.Add(new(section, key, value, _fragment));
                }
            }
        }
    }

    /// <summary>The sections by the names that they have in the document.</summary>
    public IEnumerable<(string Name, SettingsMap Map)> Sections() =>
        [("yaml", Yaml), ("set", Set), ("merge", Merge), ("append", Append), ("remove", Remove), ("keep", Keep)];

    private Dictionary<(string, string), string> Snapshot() => Sections()
        .SelectMany(section => section.Map, (section, pair) => (Key: (section.Name, pair.Key), Value: SettingsYaml.Inline(pair.Value)))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string NameOf(System.Reflection.MethodInfo method) => method.DeclaringType?.Name ?? method.Name;

    private static IEnumerable<ParameterResource> SecretsOf(object? value) => value switch
    {
        SecretText secret => [secret.Secret],
        JoinedText joined => joined.Parts.SelectMany(SecretsOf),
        SettingsMap map => map.Values.SelectMany(SecretsOf),
        IEnumerable<object?> list => list.SelectMany(SecretsOf),
        _ => [],
    };
}

/// <summary>A part of a service's settings: one concern, short enough to read.</summary>
/// <typeparam name="TContext">What it reads.</typeparam>
/// <param name="context">What it reads.</param>
/// <param name="settings">What it adds to.</param>
public delegate void SettingsFragment<in TContext>(TContext context, ServiceSettings settings);

/// <summary>One change of a setting.</summary>
/// <param name="Section"><c>yaml</c>, <c>set</c>, <c>merge</c>, <c>append</c>, <c>remove</c> or <c>keep</c>.</param>
/// <param name="Key">The setting's name.</param>
/// <param name="Value">Its value after the change.</param>
/// <param name="By">The fragment or file that made it.</param>
public sealed record SettingChange(string Section, string Key, object? Value, string By);
