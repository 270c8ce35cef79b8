using System.Text.RegularExpressions;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>The password of a Redis or Valkey server, as Aspire gives it: an argument that a shell expands.</summary>
internal static partial class ServerPassword
{
    /// <summary>Gives it by standard input instead: a process list shows arguments, and a space in the password would end one.</summary>
    public static IReadOnlyList<Value> OffTheCommandLine(IReadOnlyList<Value> arguments) =>
        [.. arguments.Select(argument => argument.AsText is { } text && ServerPattern().Match(text) is { Success: true } server ? Value.Of(Configured(server)) : argument)];

    private static string Configured(Match server) =>
        $$"""
        exec {{server.Groups["server"]}} -{{server.Groups["rest"]}} <<END
        requirepass "$(printf '%s' "${{server.Groups["variable"]}}" | sed 's/[\\"]/\\&/g')"
        END
        """;

    [GeneratedRegex(@"^(?<server>redis-server|valkey-server) --requirepass \$(?<variable>[A-Z_]+)(?<rest>( .*)?)$")]
    private static partial Regex ServerPattern();
}
