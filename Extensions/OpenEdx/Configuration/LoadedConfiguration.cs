using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Configuration;

/// <summary>A configuration that has been read and checked: the options, and who set them.</summary>
public sealed class LoadedConfiguration
{
    private readonly IReadOnlyList<MappingNode> _layers;
    private readonly MappingNode _merged;
    private readonly IReadOnlyList<UnknownName> _unknown;

    internal LoadedConfiguration(
        DevstackOptions options, IReadOnlyList<MappingNode> layers, MappingNode merged, IReadOnlyList<ConfigurationWarning> warnings, IReadOnlyList<UnknownName> unknown)
    {
        _unknown = unknown;
        Options = options;
        Warnings = warnings;
        _layers = layers;
        _merged = merged;
    }

    /// <summary>The options.</summary>
    public DevstackOptions Options { get; }

    /// <summary>What works and is probably not meant.</summary>
    public IReadOnlyList<ConfigurationWarning> Warnings { get; }

    /// <summary>The release that the options name.</summary>
    public Release Release => ReleaseCatalog.Get(Options.Release);

    /// <summary>Who set a key; <see cref="SettingOrigin.Default"/> when nobody did.</summary>
    /// <param name="key">For example <c>ports.lms</c>.</param>
    /// <exception cref="DevstackConfigurationException">There is no such key.</exception>
    public SettingOrigin Origin(string key) => OriginOf(Known(key));

    /// <summary>Says of a key what it is, who set it, and what that overrode.</summary>
    /// <param name="key">For example <c>ports.lms</c>; a section or a map, for example <c>ports</c>, gives all in it; an empty
    /// text gives everything.</param>
    /// <returns>One explanation for each single value, list or setting; those in maps only when somebody set them.</returns>
    /// <exception cref="DevstackConfigurationException">There is no such key; the message has the nearest.</exception>
    public IReadOnlyList<ConfigurationExplanation> Explain(string key)
    {
        var path = Known(key);
        return [.. Leaves(path, ConfigurationKey.ShapeAt(path)).Select(Explain)];
    }

    /// <summary>Looks at the keys of the user's maps (<c>hosts</c>, <c>services</c>, ...) that no release knows.</summary>
    /// <param name="isKnown">Whether the model knows a key (second) of a map (first), for example of a service that a team has added.</param>
    /// <exception cref="DevstackConfigurationException">It knows one neither; the message has a line for each.</exception>
    public void CheckNames(Func<string, string, bool> isKnown)
    {
        ArgumentNullException.ThrowIfNull(isKnown);
        var problems = new ConfigurationProblems();
        CheckNames(problems, isKnown);
        problems.ThrowIfAny();
    }

    /// <summary>Reports the keys of the user's maps that neither a release nor the model knows.</summary>
    /// <param name="problems">Where they are reported.</param>
    /// <param name="isKnown">Whether the model knows a key of a map.</param>
    internal void CheckNames(ConfigurationProblems problems, Func<string, string, bool> isKnown)
    {
        foreach (var name in _unknown.Where(name => !isKnown(name.Section, name.Name)))
        {
            problems.Add(name.Origin, name.Message);
        }
    }

    internal SettingOrigin OriginOf(IReadOnlyList<string> path) =>
        _layers.Select(layer => At(layer, path)).LastOrDefault(node => node is not null)?.Origin ?? SettingOrigin.Default;

    private static ConfigurationNode? At(ConfigurationNode? node, IEnumerable<string> path) =>
        path.Aggregate(node, (current, key) => (current as MappingNode)?[key]);

    private static IReadOnlyList<string> Known(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var path = ConfigurationKey.Split(key);
        ConfigurationKey.ThrowIfUnknown(path);
        return path;
    }

    private ConfigurationExplanation Explain(IReadOnlyList<string> path)
    {
        var set = _layers.Select(layer => At(layer, path)).OfType<ConfigurationNode>().Reverse().ToList();
        return new(
            string.Join('.', path),
            At(_merged, path) is { } node and not ScalarNode { IsNull: true } ? ConfigurationText.Of(node) : DefaultOf(path),
            set.FirstOrDefault()?.Origin ?? SettingOrigin.Default,
            [.. set.Skip(1).Select(node => new OverriddenValue(ConfigurationText.Of(node), node.Origin))]);
    }

    private IEnumerable<IReadOnlyList<string>> Leaves(IReadOnlyList<string> path, OptionShape? shape)
    {
        IEnumerable<(string Key, OptionShape? Shape)> below = shape switch
        {
            SectionShape section => section.Options.Select(option => (option.Key, (OptionShape?)option.Shape)),
            MapShape map => KeysAt(path).Select(key => (key, (OptionShape?)map.Value)),
            FreeShape => KeysAt(path).Select(key => (key, (OptionShape?)null)),
            _ => [],
        };
        return shape is SectionShape or MapShape or FreeShape
            ? below.SelectMany(child => Leaves([.. path, child.Key], child.Shape))
            : [path];
    }

    private IEnumerable<string> KeysAt(IReadOnlyList<string> path) =>
        (At(_merged, path) as MappingNode)?.Entries.Select(entry => entry.Key) ?? [];

    // Of the options as they are now: some defaults come from other options.
    private string DefaultOf(IReadOnlyList<string> path)
    {
        object? value = Options;
        OptionShape? shape = OptionShape.Root;
        foreach (var key in path)
        {
            var option = (shape as SectionShape)?.Find(key);
            value = option?.Property.GetValue(value);
            shape = option?.Shape;
        }

        return ConfigurationText.OfDefault(value);
    }
}
