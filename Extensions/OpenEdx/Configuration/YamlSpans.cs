using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.OpenEdx.Configuration;

/// <summary>A mapping and where it stands in a text; <paramref name="End"/> is behind its last visible character.</summary>
internal sealed record YamlMapping(IReadOnlyList<YamlEntry> Entries, bool IsFlow, int End);

/// <summary>An entry of a mapping: positions in a text, and its columns from the left.</summary>
internal sealed record YamlEntry(string Key, int Indent, int AfterKey, int Start, int End, YamlMapping? Mapping, bool IsNull)
{
    /// <summary>Whether nothing stands behind the key.</summary>
    public bool IsEmpty => Start == End;
}

/// <summary>Finds where the keys and values of a document stand.</summary>
internal sealed class YamlSpans
{
    private readonly string _text;
    private readonly Parser _parser;

    private YamlSpans(string text, TextReader reader)
    {
        _text = text;
        _parser = new Parser(reader);
    }

    /// <summary>The outer mapping of a document; <see langword="null"/> when it is empty.</summary>
    public static YamlMapping? Read(string text)
    {
        using var reader = new StringReader(text);
        return new YamlSpans(text, reader).Document();
    }

    private YamlMapping? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        var (_, end, mapping, isNull) = Node();
        return mapping ?? (isNull ? null : throw new YamlException(Mark.Empty, Mark.Empty, $"it isn't a mapping (position {end})."));
    }

    private (int Start, int End, YamlMapping? Mapping, bool IsNull) Node()
    {
        switch (_parser.Current)
        {
            case MappingStart start:
                var mapping = Mapping();
                return (Position(start.Start), mapping.End, mapping, false);
            case SequenceStart start:
                return (Position(start.Start), List(), null, false);
            case Scalar scalar:
                _parser.MoveNext();
                return (Position(scalar.Start), Visible(Position(scalar.Start), Position(scalar.End)), null,
                    scalar.Style == ScalarStyle.Plain && PlainScalar.IsNull(scalar.Value));
            case { } other:
                _parser.MoveNext();
                return (Position(other.Start), Position(other.End), null, false);
            default:
                throw new YamlException("The document ends too early.");
        }
    }

    private YamlMapping Mapping()
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = _parser.Consume<Scalar>();
            var (from, to, mapping, isNull) = Node();
            var afterKey = _text.IndexOf(':', Position(key.End)) + 1;
            entries.Add(isNull && from == to
                ? new(key.Value, (int)key.Start.Column - 1, afterKey, afterKey, afterKey, null, true)
                : new(key.Value, (int)key.Start.Column - 1, afterKey, from, to, mapping, isNull));
        }

        var end = _parser.Consume<MappingEnd>();
        var isFlow = start.Style == MappingStyle.Flow;
        return new(entries, isFlow, isFlow || entries.Count == 0 ? Position(end.Start) + 1 : entries[^1].End);
    }

    private int List()
    {
        var start = _parser.Consume<SequenceStart>();
        var last = Position(start.End);
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            last = Node().End;
        }

        var end = _parser.Consume<SequenceEnd>();
        return start.Style == SequenceStyle.Flow ? Position(end.Start) + 1 : last;
    }

    // A block scalar ends where the next thing begins; the blanks before that are not its own.
    private int Visible(int start, int end)
    {
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private static int Position(Mark mark) => (int)mark.Index;
}
