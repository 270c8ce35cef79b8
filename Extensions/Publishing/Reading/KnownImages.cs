namespace Devstack.Publishing.Reading;

/// <summary>What the documentation of widely used images says and no model repeats.</summary>
/// <param name="Names">The last part of the image's name, or its end after a hyphen.</param>
/// <param name="Readiness">A command that asks whether it answers others; <see langword="null"/> when it needs none.</param>
/// <param name="SecretVariables">The variables that it also reads from the file that <c>NAME_FILE</c> names.</param>
/// <param name="User">The id of the user that reads those files.</param>
internal sealed record KnownImage(string[] Names, string[]? Readiness, string[] SecretVariables, int? User);

/// <summary>The table of <see cref="KnownImage"/>.</summary>
internal static class KnownImages
{
    private static readonly KnownImage[] All =
    [
        // Over TCP: on its first start the image runs a temporary server on the socket alone. A refused login is an answer, too.
        new(
            ["mysql", "mariadb"],
            ["sh", "-c", "\"$(command -v mysqladmin || command -v mariadb-admin)\" ping --host=127.0.0.1 --silent"],
            ["MYSQL_ROOT_PASSWORD", "MYSQL_PASSWORD", "MARIADB_ROOT_PASSWORD", "MARIADB_PASSWORD"],
            User: 999),
        new(["postgres"], ["sh", "-c", "pg_isready --host=127.0.0.1 --quiet"], ["POSTGRES_PASSWORD"], User: 999),
        // By its own name: on its first start the image runs a temporary server on the loopback address alone.
        new(
            ["mongo", "mongodb"],
            ["sh", "-c", "mongosh --quiet --host \"$(hostname)\" --eval \"db.adminCommand('ping').ok\""],
            ["MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_ROOT_PASSWORD"],
            User: 999),
        // Asking for a password is an answer; loading its data isn't.
        new(["redis", "valkey"], ["sh", "-c", "redis-cli ping | grep -qE 'PONG|NOAUTH'"], [], User: 999),
        new(["meilisearch"], ["curl", "-fsS", "-o", "/dev/null", "http://localhost:7700/health"], [], User: null),
        new(["elasticsearch"], ["curl", "-sS", "-o", "/dev/null", "http://localhost:9200"], ["ELASTIC_PASSWORD"], User: 1000),
    ];

    /// <summary>What is known of an image reference.</summary>
    public static KnownImage? Find(string reference)
    {
        var name = reference.Split('@')[0].Split('/')[^1].Split(':')[0];
        return All.FirstOrDefault(image => image.Names.Any(known => name == known || name.EndsWith($"-{known}", StringComparison.Ordinal)));
    }
}
