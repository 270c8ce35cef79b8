using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.OpenEdx.Settings;

/// <summary>Writes settings documents: keys in the order of the fragments, every string quoted, two runs the same bytes.</summary>
public static class SettingsYaml
{
    /// <summary>The document of a service.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="header">Lines of comment to begin with.</param>
    public static string Write(ServiceSettings settings, params string[] header)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var root = new SettingsMap();
        foreach (var (name, map) in settings.Sections().Where(section => section.Map.Count > 0))
        {
            root[name] = map;
        }

        return string.Concat(header.Select(line => $"# {line}\n")) + Write(root);
    }

    /// <summary>A value as a YAML document.</summary>
    public static string Write(object? value)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        Emit(new Emitter(writer, EmitterSettings.Default.WithMaxSimpleKeyLength(1024)), value);
        return writer.ToString();
    }

    /// <summary>A value on one line, for messages and comparisons.</summary>
    public static string Inline(object? value) => value switch
    {
        null => "null",
        SettingsMap map => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {Inline(pair.Value)}"))}}}",
        string text => text,
        IEnumerable<object?> list => $"[{string.Join(", ", list.Select(Inline))}]",
        SecretText secret => $"<{secret.Secret.Name}>",
        JoinedText joined => string.Concat(joined.Parts.Select(Inline)),
        _ => Scalar(value),
    };

    private static void Emit(Emitter emitter, object? value)
    {
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        EmitValue(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void EmitValue(Emitter emitter, object? value)
    {
        switch (value)
        {
            case SettingsMap map:
                EmitMap(emitter, map);
                break;
            case string text:
                // Quoted always: PyYAML reads YAML 1.1, where a bare on, no, 1_000 or 12:30 isn't a text.
                emitter.Emit(new YamlDotNet.Core.Events.Scalar(null, null, text, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true));
                break;
            case SecretText secret:
                EmitMap(emitter, Reference(secret));
                break;
            case JoinedText joined:
                EmitMap(emitter, new SettingsMap { ["$join"] = joined.Parts.Cast<object?>().ToList() });
                break;
            case IEnumerable<object?> list:
                emitter.Emit(new SequenceStart(null, null, isImplicit: true, list.Any() ? SequenceStyle.Block : SequenceStyle.Flow));
                foreach (var item in list)
                {
                    EmitValue(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(new YamlDotNet.Core.Events.Scalar(null, null, value is null ? "null" : Scalar(value), ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    private static void EmitMap(Emitter emitter, SettingsMap map)
    {
        emitter.Emit(new MappingStart(null, null, isImplicit: true, map.Count > 0 ? MappingStyle.Block : MappingStyle.Flow));
        foreach (var (key, value) in map)
        {
            emitter.Emit(new YamlDotNet.Core.Events.Scalar(key));
            EmitValue(emitter, value);
        }

        emitter.Emit(new MappingEnd());
    }

    private static SettingsMap Reference(SecretText secret)
    {
        var reference = new SettingsMap { ["$secret"] = secret.Secret.Name };
        if (secret.Form is not SecretForm.Text)
        {
            reference["form"] = FormName(secret.Form);
        }

        if (secret.Argument is not null)
        {
            reference["argument"] = secret.Argument;
        }

        return reference;
    }

    private static string FormName(SecretForm form) => form switch
    {
        SecretForm.Uri => "uri",
        SecretForm.PrivateJwk => "private-jwk",
        SecretForm.PublicJwkSet => "public-jwk-set",
        SecretForm.MeilisearchKey => "meilisearch-key",
        _ => "text",
    };

    private static string Scalar(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A value of type {value.GetType().Name} can't be written into a settings document."),
    };
}
