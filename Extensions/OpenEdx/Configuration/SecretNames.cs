using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Tells names of secrets, which have no place in a configuration.</summary>
internal static partial class SecretNames
{
    /// <summary>The secret of the administrator of a MySQL server of the user's own.</summary>
    public const string ExternalMySqlAdmin = "external-mysql-admin-password";

    public static bool Match(string key) => Secret().IsMatch(key);

    /// <summary>What to do with <c>external.mysql.password</c>, without its value.</summary>
    public static string Instead(string path)
    {
        var secret = OfServer(path.Split('.')[1]);
        return $"'{path}' is a secret, and this place is meant to be read. Remove it, and run ./devstack secrets set {secret}, " +
            $"or set the variable Parameters__{secret.Replace('-', '_')}.";
    }

    /// <summary>The secret of a server of the user's own.</summary>
    /// <param name="server">Its key below <c>external</c>.</param>
    public static string OfServer(string server) => $"external-{server}-{server switch
    {
        "search" => "api-key",
        "s3" => "secret-key",
        _ => "password",
    }}";

    [GeneratedRegex("passw|secret|token|api_?key|access_?key|private_?key", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
