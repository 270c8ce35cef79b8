using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;

namespace Devstack.OpenEdx.Secrets;

/// <summary>On a secret parameter: what people are told of it, and what a new value needs beside a place in the store.</summary>
/// <param name="purpose">What it is for, in a few words.</param>
[ModelOnly]
public sealed class SecretAnnotation(string purpose) : IResourceAnnotation
{
    /// <summary>What it is for, in a few words.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>What a new value costs, and a person has to agree to; empty for nothing.</summary>
    public string Consequence { get; init; } = "";

    /// <summary>The server that knows the value too; <see langword="null"/> when only its readers do, which are started anew.</summary>
    public SecretServer? Server { get; init; }
}

/// <summary>A server of the stack that knows a secret.</summary>
/// <param name="Service">Its resource.</param>
/// <param name="Probe">A script of the shell that ends with 0 when the server takes a login; it reads the password, a line, from standard input.</param>
/// <param name="Change">Writes the text for standard input of <paramref name="ChangeScript"/>, from the present and the new value.</param>
/// <param name="ChangeScript">A script that changes the value in the data of the server; <see langword="null"/> when a job does that at the next start.</param>
public sealed record SecretServer(string Service, string Probe, string? ChangeScript = null, Func<string, string, string>? Change = null)
{
    private const string MySqlLogin = """read -r password; MYSQL_PWD="$password" exec mysql --user=root --host=127.0.0.1""";

    /// <summary>The administrator of a MySQL server: the password is in the server's data.</summary>
    /// <param name="service">The server's resource.</param>
    public static SecretServer MySqlRoot(string service) => new(
        service,
        $"{MySqlLogin} --execute 'SELECT 1'",
        MySqlLogin,
        // Both rows in one statement: never one of them alone.
        (present, next) => $"{present}\nALTER USER IF EXISTS 'root'@'%' IDENTIFIED BY '{Quoted(next)}', 'root'@'localhost' IDENTIFIED BY '{Quoted(next)}';\n");

    /// <summary>A user that the database job makes: it gives him the new password when the stack starts again.</summary>
    /// <param name="service">The server's resource.</param>
    public static SecretServer MySqlUser(string service) => new(
        service, """MYSQL_PWD="$(cat "$MYSQL_ROOT_PASSWORD_FILE")" exec mysql --user=root --execute 'SELECT 1'""");

    /// <summary>The administrator of a MongoDB server.</summary>
    /// <param name="service">The server's resource.</param>
    public static SecretServer MongoDBRoot(string service) => new(
        service,
        Mongosh("read -r DEVSTACK_PRESENT", "db.runCommand({ping: 1}).ok"),
        Mongosh("read -r DEVSTACK_PRESENT; read -r DEVSTACK_NEXT; export DEVSTACK_NEXT", "db.runCommand({updateUser: process.env.MONGO_INITDB_ROOT_USERNAME, pwd: process.env.DEVSTACK_NEXT}).ok"),
        (present, next) => $"{present}\n{next}\n");

    // The shell takes a password by argument or by prompt; its variables are those of this one process.
    private static string Mongosh(string read, string command) => $$"""
        {{read}}; export DEVSTACK_PRESENT
        exec mongosh --quiet --nodb --eval 'db = connect("mongodb://" + process.env.MONGO_INITDB_ROOT_USERNAME + ":" + encodeURIComponent(process.env.DEVSTACK_PRESENT) + "@127.0.0.1:27017/admin?authSource=admin")' --eval '{{command}}'
        """;

    private static string Quoted(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
