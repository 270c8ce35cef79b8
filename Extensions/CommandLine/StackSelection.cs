using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine;

/// <summary>What every verb is told on the command line about the stack that it means.</summary>
internal sealed record StackSelection
{
    /// <summary><c>--release</c>: the release, before what the configuration says.</summary>
    public string? Release { get; init; }

    /// <summary><c>--config</c>: the configuration file; <see langword="null"/> for devstack.yaml, which may be missing.</summary>
    public string? ConfigFile { get; init; }

    /// <summary><c>--set</c>: settings as <c>KEY=VALUE</c>, in their order.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary><c>--yes</c>: don't ask.</summary>
    public bool Yes { get; init; }

    /// <summary><c>--profile</c> as a setting; wins over <c>--set profile</c>.</summary>
    public static IEnumerable<string> OfProfile(string? profile) => profile is null ? [] : [$"profile={profile}"];

    /// <summary>The same selection as arguments of another process.</summary>
    public IEnumerable<string> ToArguments() => [.. Sources(), .. Settings.SelectMany(setting => new[] { "--set", setting })];

    /// <summary>The same selection as arguments of Aspire's host: its command line knows a switch once, so each setting has a key of its own.</summary>
    public IEnumerable<string> ToHostArguments() =>
        [.. Sources(), .. Settings.SelectMany((setting, index) => new[] { $"--{ConfigurationArguments.SetSection}:{index}", setting })];

    private IEnumerable<string> Sources()
    {
        string[] release = Release is null ? [] : ["--release", Release];
        string[] config = ConfigFile is null ? [] : ["--config", ConfigFile];
        return [.. release, .. config];
    }
}
