using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.OpenEdx.Jobs;

/// <summary>Creates a database and a user that may do anything in it, and nothing else.</summary>
internal static class DatabaseJob
{
    // The statements go to standard input and the passwords come from files: neither is in a process list.
    // In SQL a quote and a backslash are escaped by a backslash. The password is set at each run: that is how a rotation arrives.
    private const string Script = """
        set -eu
        password=$(sed "s/[\\\\']/\\\\&/g" "$USER_PASSWORD_FILE")
        export MYSQL_PWD="$(cat "$ROOT_PASSWORD_FILE")"
        mysql --host="$HOST" --port="$PORT" --user=root <<SQL
        CREATE DATABASE IF NOT EXISTS \`$DATABASE\` CHARACTER SET $CHARSET COLLATE $COLLATION;
        CREATE USER IF NOT EXISTS '$USER_NAME'@'%';
        ALTER USER '$USER_NAME'@'%' IDENTIFIED BY '$password';
        GRANT ALL PRIVILEGES ON \`$DATABASE\`.* TO '$USER_NAME'@'%';
        SQL
        echo "Database $DATABASE is there, and its user $USER_NAME has all rights in it."
        """;

    // Who may use the database with the password that is valid now finds it ready.
    private const string Check = """
        MYSQL_PWD="$(cat "$USER_PASSWORD_FILE")" exec mysql --host="$HOST" --port="$PORT" --user="$USER_NAME" --execute='SELECT 1' "$DATABASE"
        """;

    private const int DatabaseUser = 999;

    public static PlatformJobResource Add(
        IResourceBuilder<OpenEdxResource> platform, string name, string database, string user, ParameterResource password)
    {
        var mysql = platform.Resource.MySql ?? throw new InvalidOperationException(
            $"'{platform.Resource.Name}' has no MySQL server: call WithMySql before its services are added.");
        var release = platform.Resource.Release;
        return platform.ApplicationBuilder.AddResource(new PlatformJobResource(name, platform.Resource))
            .WithImage(release.Images.MySql, platform.Resource.Images)
            .WithContainerRuntimeArgs("--user", $"{DatabaseUser}:{DatabaseUser}")
            .WithEnvironment("HOST", mysql.Name)
            .WithEnvironment("PORT", "3306")
            .WithEnvironment("DATABASE", database)
            .WithEnvironment("USER_NAME", user)
            .WithEnvironment("CHARSET", release.MySqlCharset)
            .WithEnvironment("COLLATION", release.MySqlCollation)
            .WithEnvironment("ROOT_PASSWORD_FILE", SecretFileAnnotation.PathOf(mysql.PasswordParameter))
            .WithEnvironment("USER_PASSWORD_FILE", SecretFileAnnotation.PathOf(password))
            .WithSecretFile(mysql.PasswordParameter, DatabaseUser)
            .WithSecretFile(password, DatabaseUser)
            .WithIconName("ClipboardTask")
            .WaitFor(platform.ApplicationBuilder.CreateResourceBuilder(mysql))
            .AsJob(new(["sh", "-c", Script]) { Check = ["sh", "-c", Check] })
            .Resource;
    }
}
