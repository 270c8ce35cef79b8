using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using k8s;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.Kubernetes.Files;

/// <summary>Objects of Kubernetes as YAML, as <see cref="KubernetesYaml"/> spells them, with more in quotes.</summary>
/// <remarks>That one asks each object's type for its properties while it writes, and leaves texts such as <c>0x1F</c> without quotes, which a cluster reads as numbers.</remarks>
internal static partial class ManifestYaml
{
    // What it is and how it is called, before what it says.
    private static readonly List<string> s_first = ["apiVersion", "kind", "metadata"];

    private static readonly JsonSerializerOptions s_options = Options();

    /// <summary>One object as a document without marks, its last line without an end.</summary>
    /// <param name="item">An object of KubernetesClient's models.</param>
    public static string Serialize(object item)
    {
        using var json = JsonSerializer.SerializeToDocument(item, item.GetType(), s_options);
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings().WithMaxSimpleKeyLength(1024).WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, json.RootElement);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        // The last line's end alone: a text that the document ends with may have lines of its own.
        return text.ToString()[..^1];
    }

    /// <summary>One object as JSON, in UTF-8 and without space: what it says, for comparing.</summary>
    /// <param name="item">An object of KubernetesClient's models.</param>
    public static byte[] Json(object item) => JsonSerializer.SerializeToUtf8Bytes(item, item.GetType(), s_options);

    // KubernetesClient's own, without its generated code: that one knows how to read each type, too, and compiling it for
    // once takes longer than all else that publishing does.
    private static JsonSerializerOptions Options()
    {
        JsonSerializerOptions? options = null;
        KubernetesJson.AddJsonOptions(own => options = new(own) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });
        return options!;
    }

    private static void Emit(Emitter emitter, JsonElement node)
    {
        switch (node.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Any));
                foreach (var property in node.EnumerateObject().OrderBy(property => s_first.IndexOf(property.Name) is >= 0 and var place ? place : s_first.Count))
                {
                    emitter.Emit(OfText(property.Name));
                    Emit(emitter, property.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Any));
                foreach (var item in node.EnumerateArray())
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(OfText(node.GetString()!));
                break;
            default:
                emitter.Emit(Of(node.GetRawText(), ScalarStyle.Plain));
                break;
        }
    }

    // What would be read as something else than a text is quoted; a text of lines stays lines.
    private static Scalar OfText(string text) => Of(text, NoText().IsMatch(text) ? ScalarStyle.DoubleQuoted : text.Contains('\n', StringComparison.Ordinal) ? ScalarStyle.Literal : ScalarStyle.Any);

    private static Scalar Of(string text, ScalarStyle style) => new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);

    // All that a reader of YAML 1.1 or 1.2 takes for a number, a time, nothing, true or false (https://yaml.org/type/, https://yaml.org/spec/1.2.2/#103-core-schema).
    [GeneratedRegex(
        @"^(~|null|true|false|y|n|yes|no|on|off|<<|=|[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?|[-+]?0[xob][0-9a-f_]+|[-+]?\.(inf|nan)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ \tt][-+0-9:. \tz]*)?)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoText();
}
