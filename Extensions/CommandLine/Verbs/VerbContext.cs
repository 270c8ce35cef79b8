using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Shells;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine.Verbs;

/// <summary>What the verbs need from outside; tests give their own.</summary>
internal sealed class VerbContext
{
    /// <summary>A verb's result that isn't an exit code: the model is to be built and run in this process.</summary>
    public const int GoOnInThisProcess = -1;

    public static JsonSerializerOptions JsonFormat { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public StackWords Words { get; } = new();

    public required IContainerEngine Engine { get; init; }

    public required IAppHostProcesses AppHosts { get; init; }

    /// <summary>Runs programs that have the terminal to themselves.</summary>
    public IForegroundProcess Foreground { get; init; } = new ForegroundProcess();

    /// <summary>Where secrets come from.</summary>
    public ISecretInput Secrets { get; init; } = new SecretInput();

    /// <summary>Where an answer comes from; <see langword="null"/> when nobody is there.</summary>
    public TextReader? Input { get; init; }

    public Terminal Terminal(ParseResult result) => new(result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, Input);

    /// <summary>Reads the configuration of the stack that is meant.</summary>
    public (StackSelection Selection, StackSettings Settings, StackIdentity Identity) Load(ParseResult result)
    {
        var selection = Words.Read(result);
        var settings = StackSettings.Load(selection);
        return (selection, settings, settings.Identity);
    }

    /// <summary>The same for a verb that acts on what runs. Where nobody says which stack is meant, and that of the default release
    /// doesn't run, it is the only one that does: after <c>run --release miniature</c>, <c>stop</c> is enough.</summary>
    public async Task<(StackSelection Selection, StackSettings Settings, StackIdentity Identity)> LoadRunningAsync(
        ParseResult result, CancellationToken cancellationToken)
    {
        var loaded = Load(result);
        var configuration = loaded.Settings.Configuration;
        if (configuration.Origin("release") != SettingOrigin.Default
            || configuration.Origin("name") != SettingOrigin.Default
            || await RunningAsync(loaded.Identity, cancellationToken) is not [var only]
            || only.Name == configuration.Options.Release)
        {
            return loaded;
        }

        await Terminal(result).Error.WriteLineAsync($"The stack of the release '{only.Name}' is the only one that runs: it is meant.");
        var selection = loaded.Selection with { Release = only.Name };
        var settings = StackSettings.Load(selection);
        return (selection, settings, settings.Identity);
    }

    private async Task<IReadOnlyList<Release>> RunningAsync(StackIdentity expected, CancellationToken cancellationToken)
    {
        static StackIdentity StackOf(Release release) => new(new DevstackOptions { Release = release.Name }.Name);

        if (StackLock.IsHeld(expected))
        {
            return [];
        }

        var running = ReleaseCatalog.All.Where(release => StackLock.IsHeld(StackOf(release))).ToList();
        if (running.Count > 0)
        {
            return running;
        }

        try
        {
            // When an AppHost is killed its containers go on.
            var containers = await Engine.ListAsync(new Dictionary<string, string>(), cancellationToken);
            var stacks = containers.Where(container => container.IsRunning).Select(container => container.Labels.GetValueOrDefault(StackIdentity.StackLabel)).ToHashSet();
            return [.. ReleaseCatalog.All.Where(release => stacks.Contains(StackOf(release).Name))];
        }
        catch (ContainerEngineException)
        {
            // Without an engine nothing runs; the verb itself says what it misses.
            return [];
        }
    }
}
