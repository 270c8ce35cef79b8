namespace Devstack.OpenEdx.Configuration;

/// <summary>Makes a layer of single settings: variables and <c>--set</c>.</summary>
internal static class KeyValueLayer
{
    public static MappingNode OfVariables(IReadOnlyDictionary<string, string> variables, ConfigurationProblems problems) => Read(
        variables
            .Where(variable => variable.Key.StartsWith(DevstackConfigurationSources.EnvironmentPrefix, StringComparison.Ordinal))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => (
                new SettingOrigin(SettingLayer.Environment, variable.Key),
                ConfigurationKey.SplitVariable(variable.Key[DevstackConfigurationSources.EnvironmentPrefix.Length..]),
                variable.Value)),
        problems);

    public static MappingNode OfCommandLine(IEnumerable<KeyValuePair<string, string>> settings, ConfigurationProblems problems) => Read(
        settings.Select(setting => (
            new SettingOrigin(SettingLayer.CommandLine, $"--set {setting.Key}"), ConfigurationKey.Split(setting.Key), setting.Value)),
        problems);

    private static MappingNode Read(
        IEnumerable<(SettingOrigin Origin, IReadOnlyList<string> Path, string Text)> settings, ConfigurationProblems problems) =>
        settings.Aggregate(
            new MappingNode(SettingOrigin.Default, []),
            (layer, setting) => LayerMerge.Over(layer, Setting(setting.Origin, setting.Path, setting.Text, problems)));

    private static MappingNode Setting(
        SettingOrigin origin, IReadOnlyList<string> path, string text, ConfigurationProblems problems)
    {
        if (path.Count == 0)
        {
            problems.Add(origin, "a key is missing before the '='.");
            return new MappingNode(origin, []);
        }

        // Only a single value is taken as it is: everything else can only be said in YAML, {A: 1} or [a, b].
        var plain = new ScalarNode(origin, text, IsPlain: true);
        var value = ConfigurationKey.ShapeAt(path) is ScalarShape ? plain : YamlLayer.Read(text, _ => origin, problems) ?? plain;
        return (MappingNode)path.Reverse().Aggregate(
            value, (below, key) => new MappingNode(origin, [KeyValuePair.Create(key, below)]));
    }
}
