using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Tests.Configuration;

/// <summary>A folder with configuration files, and what is said around it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly List<KeyValuePair<string, string>> _settings = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("devstack-configuration-").FullName;

    public static ConfigurationFolder With(string devstackYaml) => new ConfigurationFolder().File("devstack.yaml", devstackYaml);

    public ConfigurationFolder File(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        System.IO.File.WriteAllText(At(name), text);
        return this;
    }

    public ConfigurationFolder Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public ConfigurationFolder Set(string key, string value)
    {
        _settings.Add(new(key, value));
        return this;
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    public LoadedConfiguration Load(string? configFile = null) => DevstackConfiguration.Load(new()
    {
        ConfigFile = configFile,
        WorkingDirectory = Path,
        EnvironmentVariables = _variables,
        CommandLine = _settings,
    });

    /// <summary>The message of the error, with the folder's own path left out.</summary>
    public string Error(string? configFile = null) =>
        Assert.Throws<DevstackConfigurationException>(() => Load(configFile).CheckNames((_, _) => false)).Message.Replace(Path, "<folder>", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
