using YamlDotNet.Core;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Changes a configuration file.</summary>
public static class ConfigurationFile
{
    /// <summary>Sets one key and leaves all else as it is: comments, order, quotes, line ends. A missing file is created.</summary>
    /// <param name="path">The file, for example <c>devstack.local.yaml</c>.</param>
    /// <param name="key">For example <c>ports.lms</c>.</param>
    /// <param name="value">A single value as a person types it; lists and mappings as YAML on one line, <c>[a, b]</c>.</param>
    /// <param name="cancellationToken">Cancels before the file is replaced; it is never half written.</param>
    /// <exception cref="DevstackConfigurationException">There is no such key, the value is wrong, or the file can't be read.</exception>
    public static async Task SetAsync(string path, string key, string value, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        Check(key, value);

        var parts = ConfigurationKey.Split(key);
        var before = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false) : "";
        var after = Edit(path, before, parts, ConfigurationKey.ShapeAt(parts) is ScalarShape ? YamlText.Scalar(value) : value);
        CheckResult(path, after, parts, value);
        await ReplaceAsync(path, after, cancellationToken).ConfigureAwait(false);
    }

    private static void Check(string key, string value)
    {
        var problems = new ConfigurationProblems();
        var layer = KeyValueLayer.OfCommandLine([KeyValuePair.Create(key, value)], problems);
        new LayerCheck(problems).Check(layer, SettingOrigin.Default);
        problems.ThrowIfAny();
    }

    private static string Edit(string path, string before, IReadOnlyList<string> parts, string value)
    {
        try
        {
            return YamlEdit.Set(before, parts, value);
        }
        catch (YamlException e)
        {
            throw new DevstackConfigurationException($"{path}:{e.Start.Line}: YAML can't be read: {e.Message}");
        }
    }

    // Editing text is delicate: nothing is written unless reading it again gives the value.
    private static void CheckResult(string path, string after, IReadOnlyList<string> parts, string value)
    {
        var problems = new ConfigurationProblems();
        var origin = new SettingOrigin(SettingLayer.File, path);
        var node = parts.Aggregate(
            YamlLayer.Read(after, line => origin with { Line = line }, problems), (current, key) => (current as MappingNode)?[key]);
        problems.ThrowIfAny();
        var wanted = ConfigurationKey.ShapeAt(parts) is ScalarShape
            ? value
            : ConfigurationText.Of(YamlLayer.Read(value, _ => origin, problems) ?? new ScalarNode(origin, "", true));
        if (node is null || (node is ScalarNode scalar ? scalar.Text : ConfigurationText.Of(node)) != wanted)
        {
            throw new DevstackConfigurationException(
                $"{path}: '{string.Join('.', parts)}' stands in a way that can't be changed safely. Change it by hand.");
        }
    }

    private static async Task ReplaceAsync(string path, string text, CancellationToken cancellationToken)
    {
        var target = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllTextAsync(temporary, text, cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
