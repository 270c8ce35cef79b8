using System.Threading.Channels;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Devstack.OpenEdx.Development.Settings;

/// <summary>Carries a saved change of settings into the containers that run: LMS, Studio, their workers and the services beside them reload, as they do for code.</summary>
/// <remarks>
/// It goes for what is in settings documents alone and for the files of <see cref="DevstackOptions.PythonSettings"/>. Of any other
/// key it says that the next start takes it: that makes other containers.
/// </remarks>
internal sealed class LiveSettings(
    OpenEdxResource platform,
    DistributedApplicationModel model,
    DevstackConfigurationSources sources,
    LoadedConfiguration started,
    StackIdentity stack,
    IContainerEngine engine,
    ResourceLoggerService loggers) : BackgroundService
{
    // Editors write a file in several steps: it has to lie still before it is read.
    private static readonly TimeSpan Still = TimeSpan.FromMilliseconds(200);

    private readonly ILogger _log = loggers.GetLogger(platform);
    private readonly DevstackOptions _started = started.Options;
    private LoadedConfiguration _current = started;

    /// <summary>Reads the configuration again and gives each container what has changed in its settings.</summary>
    /// <param name="saved">The files that were saved.</param>
    /// <param name="cancellationToken">Ends it between two files.</param>
    public async Task ApplyAsync(IReadOnlyCollection<string> saved, CancellationToken cancellationToken)
    {
        SettingsChange change;
        DevstackOptions options;
        try
        {
            var now = DevstackConfiguration.Load(sources);
            now.CheckNames(platform.OwnNames.Contains);
            change = SettingsChange.Between(_current, now);
            options = _started.WithSettingsOf(now.Options);
            _current = now;
        }
        catch (DevstackConfigurationException mistake)
        {
            _log.LogError("{Mistake}\nThe running services keep the settings that they have.", mistake.Message);
            return;
        }

        if (change.Later.Count > 0)
        {
            _log.LogWarning("Changed, and taken at the next start (./devstack stop, ./devstack run): {Keys}", string.Join(", ", change.Later));
        }

        foreach (var container in ContainersToReload())
        {
            foreach (var (path, text) in FilesOf(container, options, change, saved))
            {
                await WriteAsync(container, path, text, cancellationToken);
            }
        }

        if (change.Live.Count > 0)
        {
            _log.LogInformation("Changed, and given to the running services: {Keys}", string.Join(", ", change.Live));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var changes = Channel.CreateUnbounded<string>();
        string[] files = [.. sources.Files(), .. _started.PythonSettings.Values];
        var watchers = files
            .GroupBy(file => Path.GetDirectoryName(file)!)
            .Where(folder => Directory.Exists(folder.Key))
            .Select(folder => Watcher(folder.Key, folder.ToHashSet(StringComparer.Ordinal), changes.Writer))
            .ToList();
        try
        {
            Begin(watchers);
            while (true)
            {
                var saved = new HashSet<string>(StringComparer.Ordinal) { await changes.Reader.ReadAsync(stoppingToken) };
                while (await NextAsync(changes.Reader, stoppingToken) is { } next)
                {
                    saved.Add(next);
                }

                await ApplyAsync(saved, stoppingToken);
            }
        }
        finally
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    // Null when nothing more comes for a while.
    private static async Task<string?> NextAsync(ChannelReader<string> reader, CancellationToken stoppingToken)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        quiet.CancelAfter(Still);
        try
        {
            return await reader.ReadAsync(quiet.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Begin(List<FileSystemWatcher> watchers)
    {
        try
        {
            watchers.ForEach(watcher => watcher.EnableRaisingEvents = true);
        }
        catch (IOException error)
        {
            // Linux gives a user a limited number of inotify instances; all else works without one.
            _log.LogWarning("Saved settings are taken at the next start alone: {Error} More of them: sudo sysctl fs.inotify.max_user_instances=1024", error.Message);
        }
    }

    // The folder and not the file: an editor that saves by renaming makes another file of the same name.
    private static FileSystemWatcher Watcher(string folder, HashSet<string> files, ChannelWriter<string> changes)
    {
        var watcher = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
        void Note(object sender, FileSystemEventArgs change)
        {
            if (files.Contains(change.FullPath))
            {
                changes.TryWrite(change.FullPath);
            }
        }

        watcher.Changed += Note;
        watcher.Created += Note;
        watcher.Deleted += Note;
        watcher.Renamed += Note;
        return watcher;
    }

    // A job reads its settings when it is made.
    private IEnumerable<ContainerResource> ContainersToReload() => model.Resources.OfType<ContainerResource>().Where(container => container is not PlatformJobResource);

    private IEnumerable<(string Path, string Text)> FilesOf(ContainerResource container, DevstackOptions options, SettingsChange change, IReadOnlyCollection<string> saved)
    {
        if (container.TryGetLastAnnotation<PlatformVariantAnnotation>(out var variant) && variant.Platform == platform)
        {
            return Files(
                PlatformContainers.NameOf(variant.Variant),
                PlatformContainers.DocumentPathOf(variant.Variant), () => PlatformSettings.DocumentOf(new(platform, variant.Variant, Development: true) { Options = options }),
                PlatformContainers.SnippetPathOf(variant.Variant));
        }

        return container.TryGetLastAnnotation<OpenEdxServiceAnnotation>(out var other) && other.Service.Parent == platform
            ? Files(
                other.Service.Name,
                OpenEdxServiceSettings.PathOf(other.Service), () => OpenEdxServiceSettings.DocumentOf(new(other.Service, Development: true) { Options = options }),
                OpenEdxServiceSettings.SnippetPathOf(other.Service))
            : [];

        IEnumerable<(string Path, string Text)> Files(string service, string documentPath, Func<string> document, string snippetPath)
        {
            if (change.Live.Count > 0)
            {
                yield return (documentPath, document());
            }

            if (options.PythonSettings.TryGetValue(service, out var snippet) && saved.Contains(snippet) && File.Exists(snippet))
            {
                yield return (snippetPath, File.ReadAllText(snippet));
            }
        }
    }

    private async Task WriteAsync(ContainerResource container, string path, string text, CancellationToken cancellationToken)
    {
        // No secret is in it: those are files of their own.
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text, cancellationToken);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }

            var words = new List<string>();
            if (await engine.RunAsync(["cp", file, $"{stack.ContainerName(container.Name)}:{path}"], words.Add, cancellationToken) != 0)
            {
                _log.LogError(
                    "{Container} keeps its settings: {Path} can't be written ({Words}). The next start brings it: ./devstack run",
                    container.Name, path, string.Join(' ', words));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
