using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The sources of a configuration as an AppHost is given them: <c>--release NAME --config FILE --set KEY=VALUE</c>.</summary>
/// <remarks>
/// The command line of .NET knows a switch once: <c>devstack:set:0</c>, <c>devstack:set:1</c>, ... carry the pairs of <c>--set</c>
/// on. <c>--release</c> alone works with plain <c>dotnet run --project AppHost -- --release miniature</c>.
/// </remarks>
public static class ConfigurationArguments
{
    /// <summary>The key of the release in the AppHost's own configuration.</summary>
    public const string ReleaseKey = "release";

    /// <summary>The key of the configuration file.</summary>
    public const string ConfigKey = "config";

    /// <summary>The section of the pairs of <c>--set</c>.</summary>
    public const string SetSection = "devstack:set";

    /// <summary>The section with the folder that relative paths start from.</summary>
    public const string DirectoryKey = "devstack:directory";

    /// <summary>The key that says whether the model is only shown: nothing may be written then.</summary>
    public const string PreviewKey = "devstack:preview";

    /// <summary>Reads the sources of an application.</summary>
    public static DevstackConfigurationSources SourcesOf(IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var configuration = builder.Configuration;
        var pairs = configuration.GetSection(SetSection).GetChildren()
            .Select(pair => (pair.Value ?? "").Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair.ElementAtOrDefault(1) ?? ""))
            .ToList();
        if (configuration[ReleaseKey] is { Length: > 0 } release)
        {
            pairs.Add(KeyValuePair.Create("release", release));
        }

        var sources = DevstackConfigurationSources.OfProcess(configuration[ConfigKey], pairs);
        return configuration[DirectoryKey] is { Length: > 0 } directory ? sources with { WorkingDirectory = directory } : sources;
    }
}
