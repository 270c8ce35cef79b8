using System.Text;
using System.Text.Json;

namespace Devstack.CommandLine.Verbs.Debugging;

/// <summary>Edits a <c>launch.json</c> as text: VS Code's JSON has comments and trailing commas, and they are the user's.</summary>
internal static class LaunchFile
{
    private const string Indentation = "        ";

    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Allow, AllowTrailingCommas = true };

    /// <summary>Puts configurations into the text: those of the same name are replaced, all else stays.</summary>
    /// <param name="text">The file; empty for a new one.</param>
    /// <param name="configurations">Names and JSON objects.</param>
    /// <exception cref="JsonException">The text isn't JSON, even with comments, or its configurations are no list.</exception>
    public static string Edit(string text, IReadOnlyList<(string Name, string Json)> configurations)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            text = "{\n    \"version\": \"0.2.0\",\n    \"configurations\": [\n    ]\n}\n";
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var found = Scan(bytes);
        var edits = new List<(int Start, int End, string Text)>();
        var added = new List<string>();
        foreach (var (name, json) in configurations)
        {
            var block = json.ReplaceLineEndings("\n" + Indentation);
            if (found.Elements.FirstOrDefault(element => element.Name == name) is { End: > 0 } element)
            {
                edits.Add((element.Start, element.End, block));
            }
            else
            {
                added.Add(Indentation + block);
            }
        }

        if (added.Count > 0)
        {
            edits.Add(found.ListStart < 0
                ? (found.RootStart, found.RootStart, $"\n    \"configurations\": [\n{string.Join(",\n", added)}\n    ]{(found.RootIsEmpty ? "\n" : ",")}")
                : Insertion(bytes, found, added));
        }

        // From the end, so that the places further ahead stay true.
        var result = bytes.AsEnumerable();
        foreach (var (start, end, replacement) in edits.OrderByDescending(edit => edit.Start))
        {
            result = [.. result.Take(start), .. Encoding.UTF8.GetBytes(replacement), .. result.Skip(end)];
        }

        return Encoding.UTF8.GetString([.. result]);
    }

    // After the last element and its comma, if there is one; else right after the bracket.
    private static (int Start, int End, string Text) Insertion(byte[] bytes, Places found, List<string> added)
    {
        var block = string.Join(",\n", added);
        if (found.Elements.Count == 0)
        {
            return (found.ListStart, found.ListStart, $"\n{block}");
        }

        var last = found.Elements[^1].End;
        return found.HasTrailingComma
            ? (CommaAfter(bytes, last), CommaAfter(bytes, last), $"\n{block},")
            : (last, last, $",\n{block}");
    }

    private static int CommaAfter(byte[] bytes, int start)
    {
        var position = start;
        while (bytes[position] != (byte)',')
        {
            position = bytes[position] == (byte)'/' ? EndOfComment(bytes, position) : position + 1;
        }

        return position + 1;
    }

    private static int EndOfComment(byte[] bytes, int start)
    {
        var end = bytes[start + 1] == (byte)'/' ? Array.IndexOf(bytes, (byte)'\n', start) : bytes.AsSpan(start).IndexOf("*/"u8) + start + 1;
        return end + 1;
    }

    private static Places Scan(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes, Lenient);
        var places = new Places();
        var inList = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when reader.CurrentDepth == 0:
                    places.RootStart = (int)reader.BytesConsumed;
                    break;
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                    places.RootIsEmpty = false;
                    inList = reader.ValueTextEquals("configurations");
                    break;
                case JsonTokenType.StartArray when inList && reader.CurrentDepth == 1:
                    places.ListStart = (int)reader.BytesConsumed;
                    break;
                case JsonTokenType.StartObject when inList && reader.CurrentDepth == 2:
                    places.Elements.Add(Element(ref reader));
                    break;
                case JsonTokenType.EndArray when inList && reader.CurrentDepth == 1:
                    places.HasTrailingComma = places.Elements.Count > 0 && HasComma(bytes, places.Elements[^1].End, (int)reader.TokenStartIndex);
                    inList = false;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.String or JsonTokenType.Number or JsonTokenType.Null when inList && reader.CurrentDepth == 1:
                    throw new JsonException("\"configurations\" isn't a list.");
            }
        }

        return places.RootStart > 0 ? places : throw new JsonException("It isn't an object.");
    }

    private static (string? Name, int Start, int End) Element(ref Utf8JsonReader reader)
    {
        var (start, depth) = ((int)reader.TokenStartIndex, reader.CurrentDepth);
        string? name = null;
        while (reader.Read() && !(reader.TokenType is JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType is JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1 && reader.ValueTextEquals("name"))
            {
                reader.Read();
                name = reader.TokenType is JsonTokenType.String ? reader.GetString() : null;
            }
        }

        return (name, start, (int)reader.BytesConsumed);
    }

    private static bool HasComma(byte[] bytes, int start, int end)
    {
        for (var position = start; position < end;)
        {
            if (bytes[position] == (byte)',')
            {
                return true;
            }

            position = bytes[position] == (byte)'/' ? EndOfComment(bytes, position) : position + 1;
        }

        return false;
    }

    private sealed class Places
    {
        public int RootStart { get; set; }

        public bool RootIsEmpty { get; set; } = true;

        public int ListStart { get; set; } = -1;

        public bool HasTrailingComma { get; set; }

        public List<(string? Name, int Start, int End)> Elements { get; } = [];
    }
}
