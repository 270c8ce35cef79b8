using System.Text.Json;
using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Tells names of secrets, which have no place in a configuration.</summary>
internal static partial class SecretNames
{
    public static bool Match(string key) => Secret().IsMatch(key);

    /// <summary>What to do with <c>external.mysql.password</c>, without its value.</summary>
    public static string Instead(string path)
    {
        var parts = path.Split('.')[1..];
        var parameter = JsonNamingPolicy.KebabCaseLower.ConvertName(string.Join('-', parts));
        return $"'{path}' is a secret, and this place is meant to be read. Remove it, and run ./devstack secrets set {parameter}, " +
            $"or set the variable Parameters__{parameter}.";
    }

    [GeneratedRegex("passw|secret|token|api_?key|access_?key|private_?key", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
