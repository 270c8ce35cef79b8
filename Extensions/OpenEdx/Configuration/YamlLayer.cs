using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Reads YAML into nodes that know their lines. YamlDotNet's own documents keep no line for a key, and stop at the first
/// duplicate.</summary>
internal sealed class YamlLayer
{
    private readonly Parser _parser;
    private readonly Func<int, SettingOrigin> _originOfLine;
    private readonly ConfigurationProblems _problems;
    private readonly Dictionary<AnchorName, ConfigurationNode> _anchors = [];

    private YamlLayer(TextReader text, Func<int, SettingOrigin> originOfLine, ConfigurationProblems problems)
    {
        _parser = new Parser(text);
        _originOfLine = originOfLine;
        _problems = problems;
    }

    /// <summary>Reads a text with one document.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="originOfLine">Names a line, counted from 1.</param>
    /// <param name="problems">Gets syntax errors and duplicate keys.</param>
    /// <returns>The document; <see langword="null"/> when it is empty or can't be read.</returns>
    public static ConfigurationNode? Read(string text, Func<int, SettingOrigin> originOfLine, ConfigurationProblems problems)
    {
        try
        {
            using var reader = new StringReader(text);
            return new YamlLayer(reader, originOfLine, problems).Document();
        }
        catch (YamlException e)
        {
            // A tab is reported where the text before it began.
            var mark = e.Message.Contains("tab character", StringComparison.Ordinal) ? e.End : e.Start;
            problems.Add(originOfLine((int)mark.Line), $"YAML can't be read: {FirstLine(e.Message)}");
            return null;
        }
    }

    // Some of YamlDotNet's messages begin with the position, which the origin tells already.
    private static string FirstLine(string message)
    {
        var line = message.ReplaceLineEndings("\n").Split('\n')[0];
        var position = line.StartsWith("(Line:", StringComparison.Ordinal) ? line.IndexOf("): ", StringComparison.Ordinal) : -1;
        return line[(position < 0 ? 0 : position + 3)..];
    }

    private ConfigurationNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var root = Node(null);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add(Origin(second), "a second document begins here. Keep all settings in one.");
        }

        return root is ScalarNode { IsNull: true } ? null : root;
    }

    private ConfigurationNode Node(SettingOrigin? key) => _parser.Current switch
    {
        AnchorAlias => Alias(key),
        MappingStart => Mapping(key),
        SequenceStart => List(key),
        _ => Scalar(key),
    };

    private ConfigurationNode Alias(SettingOrigin? key)
    {
        var alias = _parser.Consume<AnchorAlias>();
        return _anchors.TryGetValue(alias.Value, out var node)
            ? node with { Origin = key ?? Origin(alias) }
            : throw new YamlException(alias.Start, alias.End, $"'*{alias.Value}' has no '&{alias.Value}' above it.");
    }

    private ScalarNode Scalar(SettingOrigin? key)
    {
        var scalar = _parser.Consume<Scalar>();
        var isPlain = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty;
        return Remember(scalar, new ScalarNode(key ?? Origin(scalar), scalar.Value, isPlain));
    }

    private ListNode List(SettingOrigin? key)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<ConfigurationNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(null));
        }

        return Remember(start, new ListNode(key ?? Origin(start), items));
    }

    private MappingNode Mapping(SettingOrigin? key)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new OrderedDictionary<string, ConfigurationNode>();
        var merged = new List<ConfigurationNode>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var name))
            {
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key is a list or a mapping, not a text.");
            }

            var value = Node(Origin(name));
            if (name is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(value is ListNode list ? list.Items : [value]);
            }
            else if (!entries.TryAdd(name.Value, value))
            {
                _problems.Add(value.Origin, $"'{name.Value}' is already in line {entries[name.Value].Origin.Line}. Remove one of them.");
            }
        }

        // YAML's merge key: what stands in the mapping itself wins, then the first one named.
        foreach (var entry in merged.OfType<MappingNode>().SelectMany(mapping => mapping.Entries))
        {
            entries.TryAdd(entry.Key, entry.Value);
        }

        return Remember(start, new MappingNode(key ?? Origin(start), [.. entries]));
    }

    private T Remember<T>(NodeEvent source, T node)
        where T : ConfigurationNode
    {
        if (!source.Anchor.IsEmpty)
        {
            _anchors[source.Anchor] = node;
        }

        return node;
    }

    private SettingOrigin Origin(ParsingEvent source) => _originOfLine((int)source.Start.Line);
}
