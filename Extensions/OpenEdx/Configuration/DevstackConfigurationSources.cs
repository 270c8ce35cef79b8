namespace Devstack.OpenEdx.Configuration;

/// <summary>Where a configuration is read from. Everything outside comes in here, so that a test needs no process of its own.</summary>
public sealed record DevstackConfigurationSources
{
    /// <summary>The name of the file when nobody names one.</summary>
    public const string DefaultFileName = "devstack.yaml";

    /// <summary>What the names of variables begin with.</summary>
    public const string EnvironmentPrefix = "DEVSTACK__";

    /// <summary>The file of <c>--config</c>, relative to <see cref="WorkingDirectory"/>; it has to exist. Default
    /// <see langword="null"/>: <c>devstack.yaml</c>, if there is one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The folder that relative paths start from. Default the current one.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Environment variables; those that begin with <see cref="EnvironmentPrefix"/> count. Default none.</summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys and values of <c>--set</c>, in their order. Default none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> CommandLine { get; init; } = [];

    /// <summary>The whole paths of the files that are read, whether they are there or not: the team's, then the person's own.</summary>
    public IReadOnlyList<string> Files() =>
        [.. new[] { ConfigFile ?? DefaultFileName, LocalName(ConfigFile ?? DefaultFileName) }.Select(name => Path.GetFullPath(name, Path.GetFullPath(WorkingDirectory)))];

    /// <summary>devstack.yaml -> devstack.local.yaml, staging.yaml -> staging.local.yaml: one person's changes belong to one file.</summary>
    internal static string LocalName(string name) => Path.ChangeExtension(name, ".local" + Path.GetExtension(name));

    /// <summary>The sources of this process.</summary>
    /// <param name="configFile">The file of <c>--config</c>, if any.</param>
    /// <param name="commandLine">Keys and values of <c>--set</c>, if any.</param>
    public static DevstackConfigurationSources OfProcess(
        string? configFile = null, IReadOnlyList<KeyValuePair<string, string>>? commandLine = null)
    {
        var variables = Environment.GetEnvironmentVariables()
            .Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? "");
        return new()
        {
            ConfigFile = configFile,
            CommandLine = commandLine ?? [],
            EnvironmentVariables = variables,
            WorkingDirectory = FolderOfAspiresCaller(variables) ?? Environment.CurrentDirectory,
        };
    }

    // The aspire command starts an AppHost in the AppHost's own folder; the shell's variable still names the person's.
    private static string? FolderOfAspiresCaller(Dictionary<string, string> variables) =>
        variables.ContainsKey("ASPIRE_CLI_PID") && variables.TryGetValue("PWD", out var folder) && Path.IsPathFullyQualified(folder) && Directory.Exists(folder)
            ? folder
            : null;
}
