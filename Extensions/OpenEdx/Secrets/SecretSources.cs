using Aspire.Hosting;
using Devstack.OpenEdx.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace Devstack.OpenEdx.Secrets;

/// <summary>Where the values of secrets come from: the user's store, files that <c>secretFiles</c> names, variables, files that variables name; a later one wins.</summary>
public sealed class SecretSources
{
    private const string StoreFile = "secrets.json";

    private readonly Dictionary<string, SecretOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

    private SecretSources(SecretStore store, string stack)
    {
        Store = store;
        Stack = stack;
    }

    /// <summary>The user's store.</summary>
    public SecretStore Store { get; }

    /// <summary>The stack whose secrets these are.</summary>
    public string Stack { get; }

    /// <summary>The secrets that a person gives by files or variables.</summary>
    public IEnumerable<KeyValuePair<string, SecretOrigin>> Given => _origins.Where(origin => origin.Value.Kind is not SecretOriginKind.Store);

    /// <summary>Puts all sources into the configuration of an application that is to run.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="configuration">What the user has set.</param>
    /// <param name="stack">The stack's name.</param>
    /// <param name="store">The user's store.</param>
    /// <exception cref="DevstackConfigurationException">A file can't be read, or a secret is given twice.</exception>
    public static SecretSources Apply(IDistributedApplicationBuilder builder, LoadedConfiguration configuration, string stack, SecretStore store)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(store);
        store.Protect();
        var sources = new SecretSources(store, stack);
        var problems = new ConfigurationProblems();
        var given = builder.Configuration;
        sources.NoteStored(given);

        var stored = given.GetSection(SecretKeys.SectionOfStack(stack)).GetChildren()
            .ToDictionary(child => SecretKeys.Of(child.Key), child => child.Value);
        foreach (var (secret, path) in configuration.Options.SecretFiles)
        {
            var origin = configuration.Origin($"secretFiles.{secret}");
            if (ReadFile(path, $"'secretFiles.{secret}'", origin, problems) is { } value)
            {
                stored[SecretKeys.Of(secret)] = value;
                sources._origins[secret] = new(SecretOriginKind.File, $"file {path} ({origin})");
            }
        }

        var over = sources.OfVariables(Variables(given), problems);
        problems.ThrowIfAny();
        foreach (var secret in given.GetSection(SecretKeys.SectionOfRotating(stack)).GetChildren())
        {
            builder.Notices().Add($"Giving '{secret.Key}' a new value was interrupted. Repeat it: ./devstack secrets rotate {secret.Key}");
        }

        given.Sources.Insert(AfterStore(given.Sources), new MemoryConfigurationSource { InitialData = stored });
        given.Sources.Add(new MemoryConfigurationSource { InitialData = over });
        return sources;
    }

    /// <summary>Where the value of a secret comes from.</summary>
    /// <param name="secret">The parameter's name.</param>
    public SecretOrigin? OriginOf(string secret) => _origins.GetValueOrDefault(secret);

    private void NoteStored(IConfiguration configuration)
    {
        foreach (var secret in configuration.GetSection(SecretKeys.Parameters).GetChildren().Where(child => child.Value is not null))
        {
            _origins[secret.Key] = new(SecretOriginKind.Store, "user's secret store");
        }

        foreach (var secret in configuration.GetSection(SecretKeys.SectionOfStack(Stack)).GetChildren())
        {
            _origins[secret.Key] = new(SecretOriginKind.Store, $"user's secret store, for {Stack}");
        }
    }

    // A name in the environment has no hyphens in many shells: an underscore stands for one.
    private Dictionary<string, string?> OfVariables(IReadOnlyDictionary<string, string> variables, ConfigurationProblems problems)
    {
        var values = new Dictionary<string, string?>();
        foreach (var (name, text) in variables.OrderBy(variable => variable.Key, StringComparer.OrdinalIgnoreCase))
        {
            var variable = $"{SecretKeys.Parameters}__{name}";
            var origin = new SettingOrigin(SettingLayer.Environment, variable);
            var isFile = name.EndsWith(SecretKeys.FileSuffix, StringComparison.OrdinalIgnoreCase);
            var secret = (isFile ? name[..^SecretKeys.FileSuffix.Length] : name).Replace('_', '-');
            if (!values.TryAdd(SecretKeys.Of(secret), isFile ? ReadFile(text, $"'{variable}'", origin, problems) : text))
            {
                problems.Add(origin, $"'{secret}' is given by another variable too. Keep one of them.");
            }

            _origins[secret] = isFile
                ? new(SecretOriginKind.File, $"file {text} (variable {variable})")
                : new(SecretOriginKind.Variable, $"variable {variable}");
        }

        return values;
    }

    private static string? ReadFile(string path, string who, SettingOrigin origin, ConfigurationProblems problems)
    {
        try
        {
            // A file that a person wrote ends in a line break.
            if (File.ReadAllText(path).TrimEnd('\r', '\n') is { Length: > 0 } value)
            {
                return value;
            }

            problems.Add(origin, $"{who} names '{path}', which is empty. Write the value into it.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(origin, $"{who} names '{path}', which can't be read: {error.Message}");
        }

        return null;
    }

    private static Dictionary<string, string> Variables(IConfigurationRoot configuration)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var provider in configuration.Providers.OfType<EnvironmentVariablesConfigurationProvider>())
        {
            foreach (var name in provider.GetChildKeys([], SecretKeys.Parameters).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (provider.TryGet(SecretKeys.Of(name), out var value) && !string.IsNullOrEmpty(value))
                {
                    values[name] = value;
                }
            }
        }

        return values;
    }

    // Above what is the user's for all stacks, below variables and the command line.
    private static int AfterStore(IList<IConfigurationSource> sources)
    {
        var store = sources.Index().LastOrDefault(source => source.Item is JsonConfigurationSource { Path: { } path } && Path.GetFileName(path) == StoreFile);
        return store.Item is not null ? store.Index + 1
            : sources.Index().FirstOrDefault(source => source.Item is EnvironmentVariablesConfigurationSource { Prefix: null or "" }) is { Item: not null } variables ? variables.Index
            : sources.Count;
    }
}

/// <summary>Where a secret's value comes from.</summary>
/// <param name="Kind">The kind of place.</param>
/// <param name="Text">The place, for people.</param>
public sealed record SecretOrigin(SecretOriginKind Kind, string Text);

/// <summary>The kinds of places that secrets come from.</summary>
public enum SecretOriginKind
{
    /// <summary>The user's secret store: it was generated, set or rotated.</summary>
    Store,

    /// <summary>A file that a person named.</summary>
    File,

    /// <summary>A variable of the environment.</summary>
    Variable,
}
