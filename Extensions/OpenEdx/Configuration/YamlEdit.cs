using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Changes one value in the text of a YAML document and leaves every other character as it is.</summary>
internal static class YamlEdit
{
    /// <summary>Sets a value.</summary>
    /// <param name="text">The document, possibly empty.</param>
    /// <param name="path">The keys that lead to the value; missing ones are added.</param>
    /// <param name="value">The value as YAML on one line.</param>
    /// <returns>The new text.</returns>
    public static string Set(string text, IReadOnlyList<string> path, string value)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var mapping = YamlSpans.Read(text);
        var depth = 0;
        while (mapping?.Entries.FirstOrDefault(entry => entry.Key == path[depth]) is { } entry)
        {
            if (depth == path.Count - 1)
            {
                return Replace(text, entry, value);
            }

            depth++;
            if (entry.Mapping is null)
            {
                return entry.IsNull
                    ? Insert(text, EndOfLine(text, entry.End), Block(path.Skip(depth), value, entry.Indent + 2, newLine), newLine)
                    : throw new YamlException(Mark.Empty, Mark.Empty, $"'{entry.Key}' has no keys.");
            }

            mapping = entry.Mapping;
        }

        var missing = path.Skip(depth).ToList();
        return mapping switch
        {
            null or { Entries.Count: 0, IsFlow: false } =>
                Insert(text, text.Length, Block(missing, value, 0, newLine), newLine),
            { IsFlow: true } => InFlow(text, mapping, missing, value),
            _ => Insert(text, EndOfLine(text, mapping.End), Block(missing, value, mapping.Entries[0].Indent, newLine), newLine),
        };
    }

    private static string Replace(string text, YamlEntry entry, string value)
    {
        // A list or mapping on the lines below moves up to its key; a comment behind the key stays.
        var lineEnd = text.IndexOfAny(['\r', '\n'], entry.AfterKey, entry.Start - entry.AfterKey);
        return entry.IsEmpty ? text[..entry.AfterKey] + " " + value + text[entry.AfterKey..]
            : lineEnd < 0 ? text[..entry.Start] + value + text[entry.End..]
            : text[..entry.AfterKey] + " " + value + text[entry.AfterKey..lineEnd] + text[entry.End..];
    }

    private static string InFlow(string text, YamlMapping mapping, List<string> missing, string value)
    {
        var close = mapping.End - 1; // the brace
        var inner = missing.Skip(1).Reverse().Aggregate(value, (below, key) => $"{{{YamlText.Scalar(key)}: {below}}}");
        var at = close;
        while (text[at - 1] is ' ' or '\n' or '\r' or '\t')
        {
            at--;
        }

        var comma = mapping.Entries.Count > 0 && text[at - 1] != ',' ? ", " : mapping.Entries.Count > 0 ? " " : "";
        return text[..at] + comma + $"{YamlText.Scalar(missing[0])}: {inner}" + text[at..];
    }

    private static string Block(IEnumerable<string> keys, string value, int indent, string newLine)
    {
        var lines = keys.Select((key, depth) => new string(' ', indent + (2 * depth)) + YamlText.Scalar(key) + ":").ToList();
        return string.Join(newLine, lines) + " " + value + newLine;
    }

    private static string Insert(string text, int at, string lines, string newLine) =>
        text[..at] + (at > 0 && text[at - 1] != '\n' ? newLine : "") + lines + text[at..];

    private static int EndOfLine(string text, int position)
    {
        // The end of a block can already be the start of the next line.
        if (position > 0 && text[position - 1] == '\n')
        {
            return position;
        }

        var end = text.IndexOf('\n', position);
        return end < 0 ? text.Length : end + 1;
    }
}
