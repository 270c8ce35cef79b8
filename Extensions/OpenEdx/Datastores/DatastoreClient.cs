namespace Devstack.OpenEdx.Datastores;

/// <summary>A datastore's own command-line client, logged in inside the datastore's container.</summary>
/// <remarks>The password is read from its file inside the container: it is in no argument, and in no variable outside.</remarks>
/// <param name="Name">What a person calls it: <c>mysql</c>, <c>mongo</c> or <c>redis</c>.</param>
/// <param name="Service">The resource whose container has the client.</param>
/// <param name="Script">A script of the shell; the client's arguments are <c>"$@"</c>.</param>
/// <param name="Question">Arguments that end with 0 as soon as the datastore answers.</param>
public sealed record DatastoreClient(string Name, string Service, string Script, IReadOnlyList<string> Question)
{
    // mongosh takes a password by argument or by prompt alone. A script of its own reads the file.
    private const string Mongosh = """
        export DEVSTACK_LOGIN='const fs = require("fs"); db = connect("mongodb://" + process.env.MONGO_INITDB_ROOT_USERNAME + ":" + encodeURIComponent(fs.readFileSync(process.env.MONGO_INITDB_ROOT_PASSWORD_FILE, "utf8").trim()) + "@127.0.0.1:27017/openedx?authSource=admin")'
        if [ $# -eq 0 ]; then set -- --shell; fi
        exec mongosh --quiet --nodb --eval "$DEVSTACK_LOGIN" "$@"
        """;

    /// <summary>The clients of the datastores that have one.</summary>
    public static IReadOnlyList<DatastoreClient> All { get; } =
    [
        new("mysql", "mysql", """MYSQL_PWD="$(cat "$MYSQL_ROOT_PASSWORD_FILE")" exec mysql --user=root --database=openedx "$@" """, ["--database=information_schema", "--execute", "SELECT 1"]),
        new("mongo", "mongodb", Mongosh, ["--eval", "db.runCommand({ping: 1}).ok"]),
        new("redis", "redis", """REDISCLI_AUTH="$(cat "$DEVSTACK_REDIS_PASSWORD_FILE")" exec redis-cli "$@" """, ["PING"]),
    ];

    /// <summary>The command in the container.</summary>
    /// <param name="arguments">The client's own arguments; none for its prompt.</param>
    public IReadOnlyList<string> CommandFor(IEnumerable<string> arguments) => ["sh", "-c", Script, Name, .. arguments];
}
