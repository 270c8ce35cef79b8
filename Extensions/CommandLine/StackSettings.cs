using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine;

/// <summary>The configuration of the stack that a command line means.</summary>
/// <param name="Configuration">The options, and who set what.</param>
/// <param name="Identity">What the stack is called.</param>
internal sealed record StackSettings(LoadedConfiguration Configuration, StackIdentity Identity)
{
    /// <summary>Reads and checks the configuration.</summary>
    /// <exception cref="DevstackConfigurationException">Something in it is wrong.</exception>
    /// <exception cref="CommandFailedException">A <c>--set</c> isn't a key and a value.</exception>
    public static StackSettings Load(StackSelection selection)
    {
        var configuration = DevstackConfiguration.Load(SourcesOf(selection));
        return new(configuration, new StackIdentity(configuration.Options.Name));
    }

    /// <summary>Where the configuration is read from.</summary>
    public static DevstackConfigurationSources SourcesOf(StackSelection selection)
    {
        KeyValuePair<string, string>[] release = selection.Release is { } name ? [new("release", ReleaseCatalog.Get(name).Name)] : [];
        return DevstackConfigurationSources.OfProcess(selection.ConfigFile, [.. selection.Settings.Select(Pair), .. release]);
    }

    private static KeyValuePair<string, string> Pair(string setting) =>
        setting.Split('=', 2) is [{ Length: > 0 } key, var value]
            ? new(key, value)
            : throw new CommandFailedException($"--set {setting}: write KEY=VALUE, for example --set host=learn.example.org.", ExitCodes.WrongUsage);
}
