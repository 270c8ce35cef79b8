using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads from a Dockerfile what its image runs.</summary>
internal static partial class DockerfileReader
{
    private const string Shell = "/bin/sh";

    /// <summary>What the image of a stage runs.</summary>
    /// <param name="text">The Dockerfile.</param>
    /// <param name="stage">The stage's name or number; <see langword="null"/> for the last.</param>
    /// <returns><see langword="null"/> when the file leaves it to an image from elsewhere, or when no RUN shows that there is a shell.</returns>
    public static ImageStart? StartOf(string text, string? stage)
    {
        if (OtherEscapePattern().IsMatch(text))
        {
            return null;
        }

        var stages = new List<Stage>();
        foreach (var (instruction, rest) in Instructions(text))
        {
            if (instruction is "FROM")
            {
                stages.Add(Begin(rest, stages));
            }
            else if (stages.Count > 0)
            {
                stages[^1] = Apply(stages[^1], instruction, rest);
            }
        }

        return Find(stages, stage) is { Entrypoint: { } entrypoint, Command: { } command, HasShell: true } ? new(entrypoint, command) : null;
    }

    private static Stage? Find(List<Stage> stages, string? stage) =>
        stage is null ? stages.LastOrDefault()
        : stages.FindLast(found => string.Equals(found.Name, stage, StringComparison.OrdinalIgnoreCase))
            ?? (int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? stages.ElementAtOrDefault(number) : null);

    // FROM [--platform=…] IMAGE|STAGE [AS NAME]
    private static Stage Begin(string rest, List<Stage> stages)
    {
        var words = rest.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal)).ToList();
        var name = words is [_, var keyword, var given, ..] && keyword.Equals("AS", StringComparison.OrdinalIgnoreCase) ? given : null;
        var from = words.FirstOrDefault() ?? "";
        var stage = from is "scratch" ? new Stage([], [])
            : stages.FindLast(found => string.Equals(found.Name, from, StringComparison.OrdinalIgnoreCase)) ?? new Stage(null, null);
        return stage with { Name = name, HasOwnCommand = false };
    }

    private static Stage Apply(Stage stage, string instruction, string rest) => instruction switch
    {
        // An entrypoint takes away the command of the image below, and not one of its own stage.
        "ENTRYPOINT" => stage with { Entrypoint = Words(stage, rest), Command = stage.HasOwnCommand ? stage.Command : [] },
        "CMD" => stage with { Command = Words(stage, rest), HasOwnCommand = true },
        "SHELL" => stage with { Shell = List(rest) ?? [] },
        "RUN" when List(rest) is null && stage.Shell is [Shell, ..] => stage with { HasShell = true },
        _ => stage,
    };

    private static string[] Words(Stage stage, string rest) => List(rest) ?? [.. stage.Shell, rest];

    private static string[]? List(string rest)
    {
        try
        {
            return rest.StartsWith('[') ? JsonSerializer.Deserialize<string[]>(rest) : null;
        }
        catch (JsonException)
        {
            return null; // what is no list is a line for the shell
        }
    }

    private static IEnumerable<(string Instruction, string Remainder)> Instructions(string text)
    {
        var lines = new Queue<string>(text.ReplaceLineEndings("\n").Split('\n'));
        while (lines.TryDequeue(out var line))
        {
            if (IsNothing(line))
            {
                continue;
            }

            var whole = line.Trim();
            while (whole.EndsWith('\\') && lines.TryDequeue(out var next))
            {
                // Comments and empty lines stand between the lines of one instruction, too.
                whole = IsNothing(next) ? whole : whole[..^1] + next.TrimEnd();
            }

            var parts = whole.Split((char[])[' ', '\t'], 2);
            var (instruction, rest) = (parts[0].ToUpperInvariant(), parts.ElementAtOrDefault(1)?.Trim() ?? "");
            if (instruction is "RUN" or "COPY" or "ADD")
            {
                SkipDocuments(rest, lines);
            }

            yield return (instruction, rest);
        }
    }

    private static void SkipDocuments(string rest, Queue<string> lines)
    {
        foreach (Match document in DocumentPattern().Matches(rest))
        {
            while (lines.TryDequeue(out var line) && line.Trim() != document.Groups["end"].Value)
            {
            }
        }
    }

    private static bool IsNothing(string line) => line.TrimStart() is "" or ['#', ..];

    [GeneratedRegex("""<<-?(?<quote>["']?)(?<end>[A-Za-z_][A-Za-z0-9_]*)\k<quote>""")]
    private static partial Regex DocumentPattern();

    [GeneratedRegex(@"\A(#.*\n)*#\s*escape\s*=\s*[^\\\s]", RegexOptions.IgnoreCase)]
    private static partial Regex OtherEscapePattern();

    private sealed record Stage(string[]? Entrypoint, string[]? Command)
    {
        public string? Name { get; init; }

        public string[] Shell { get; init; } = [DockerfileReader.Shell, "-c"];

        public bool HasOwnCommand { get; init; }

        public bool HasShell { get; init; }
    }
}
