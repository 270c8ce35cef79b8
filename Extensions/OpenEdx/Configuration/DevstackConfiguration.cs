namespace Devstack.OpenEdx.Configuration;

/// <summary>Reads what a person has set: the defaults in the code, then <c>devstack.yaml</c>, then <c>devstack.local.yaml</c>
/// beside it, then variables <c>DEVSTACK__...</c>, then <c>--set key=value</c>; a later one wins.</summary>
/// <remarks>Mappings are put over each other key by key; lists and single values are replaced. An empty value (<c>host:</c>)
/// goes back to the default.</remarks>
public static class DevstackConfiguration
{
    /// <summary>Reads and checks all layers.</summary>
    /// <param name="sources">Where they are.</param>
    /// <returns>The options, and who set what. Names that no release knows are looked at when the model is complete.</returns>
    /// <exception cref="DevstackConfigurationException">Something is wrong; the message has a line for each problem.</exception>
    public static LoadedConfiguration Load(DevstackConfigurationSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new ConfigurationProblems();
        var warnings = new List<ConfigurationWarning>();
        var layers = Layers(sources, problems, warnings);
        problems.ThrowIfAny();

        var merged = layers.Aggregate(LayerMerge.Over);
        var options = new OptionsBinder((origin, path) => ResolvePath(sources, origin, path)).Bind(merged);
        var unknown = new List<UnknownName>();
        var loaded = new LoadedConfiguration(options, layers, merged, warnings, unknown);
        new OptionsRules(options, path => loaded.OriginOf(path), problems, warnings, unknown).Check();
        problems.ThrowIfAny();
        return loaded;
    }

    private static List<MappingNode> Layers(
        DevstackConfigurationSources sources, ConfigurationProblems problems, List<ConfigurationWarning> warnings)
    {
        var check = new LayerCheck(problems);
        var name = sources.ConfigFile ?? DevstackConfigurationSources.DefaultFileName;
        if (!File.Exists(Path.Combine(sources.WorkingDirectory, name)))
        {
            SayThatItIsMissing(sources, problems, warnings);
        }

        var file = new SettingOrigin(SettingLayer.File, name);
        var local = new SettingOrigin(SettingLayer.LocalFile, DevstackConfigurationSources.LocalName(name));
        return
        [
            check.Check(ReadFile(sources, file, problems), file),
            check.Check(ReadFile(sources, local, problems), local),
            check.Check(KeyValueLayer.OfVariables(sources.EnvironmentVariables, problems), SettingOrigin.Default),
            check.Check(KeyValueLayer.OfCommandLine(sources.CommandLine, problems), SettingOrigin.Default),
        ];
    }

    private static void SayThatItIsMissing(
        DevstackConfigurationSources sources, ConfigurationProblems problems, List<ConfigurationWarning> warnings)
    {
        const string Misnamed = "devstack.yml";
        if (sources.ConfigFile is { } asked)
        {
            problems.Add(
                new(SettingLayer.File, $"--config {asked}"),
                $"there is no file {Path.GetFullPath(asked, Path.GetFullPath(sources.WorkingDirectory))}. " +
                $"Create it, or leave out --config to use {DevstackConfigurationSources.DefaultFileName}.");
        }
        else if (File.Exists(Path.Combine(sources.WorkingDirectory, Misnamed)))
        {
            warnings.Add(new(
                new(SettingLayer.File, Misnamed), $"it is not read. Rename it to {DevstackConfigurationSources.DefaultFileName}."));
        }
    }

    private static ConfigurationNode? ReadFile(
        DevstackConfigurationSources sources, SettingOrigin file, ConfigurationProblems problems)
    {
        var path = Path.Combine(sources.WorkingDirectory, file.Source);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return YamlLayer.Read(File.ReadAllText(path), line => file with { Line = line }, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(file, $"it can't be read: {e.Message}");
            return null;
        }
    }

    private static string ResolvePath(DevstackConfigurationSources sources, SettingOrigin origin, string path)
    {
        var folder = Path.GetFullPath(sources.WorkingDirectory);
        if (origin.Layer is SettingLayer.File or SettingLayer.LocalFile)
        {
            folder = Path.GetDirectoryName(Path.GetFullPath(origin.Source, folder))!;
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            var home = sources.EnvironmentVariables.GetValueOrDefault("HOME")
                ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            path = home + path[1..];
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder));
    }
}
