using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;

namespace Devstack.OpenEdx.Production;

/// <summary>Copies of a published platform's databases each night, in a volume of their own: a CronJob, or a service for the server's cron.</summary>
internal static class Backups
{
    private const string Folder = "/backups";
    private const int User = 999; // the user of both databases' images

    private const string RestoreVariable = "RESTORE";

    // One transaction: who writes meanwhile isn't held up. MariaDB's client doesn't know of GTIDs, and 'loose' lets it pass over them.
    // The password is a variable of these processes alone.
    private static readonly Database s_mySql = new(
        "mysql",
        LogIn: """
            export MYSQL_PWD="$(cat "$PASSWORD_FILE")"
            """,
        Save: """
            databases=$(mysql --host="$HOST" --user=root --batch --skip-column-names --execute='SHOW DATABASES' | grep -Evx 'mysql|sys|information_schema|performance_schema')
            mysqldump --host="$HOST" --user=root --single-transaction --quick --routines --triggers --events --no-tablespaces --loose-set-gtid-purged=OFF --add-drop-database --databases $databases | gzip >"$file.next"
            """,
        Restore: """
            gunzip --stdout "$copy" | mysql --host="$HOST" --user=root
            """);

    private static readonly Database s_mongoDB = new(
        "mongodb",
        LogIn: """
            printf 'password: "%s"\n' "$(sed 's/[\\"]/\\&/g' "$PASSWORD_FILE")" >/tmp/mongodump.yaml
            server=(--host="$HOST" --username="$USER_NAME" --authenticationDatabase=admin --config=/tmp/mongodump.yaml)
            """,
        Save: """
            mongodump "${server[@]}" --gzip --archive="$file.next"
            """,
        Restore: """
            mongorestore "${server[@]}" --gzip --archive="$copy" --drop
            """);

    /// <summary>Adds the backup of a platform's MySQL server.</summary>
    public static void Add(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MySqlServerResource> server) =>
        Add(platform, server, server.Resource.PasswordParameter, platform.Resource.Release.Images.MySql, s_mySql);

    /// <summary>Adds the backup of a platform's MongoDB server, when its image has the program.</summary>
    public static void Add(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MongoDBServerResource> server)
    {
        if (platform.Resource.Release.HasMongoDump && server.Resource.PasswordParameter is { } password)
        {
            Add(platform, server, password, platform.Resource.Release.Images.MongoDB, s_mongoDB)
                ?.WithEnvironment("USER_NAME", server.Resource.UserNameReference);
        }
    }

    private static IResourceBuilder<PlatformJobResource>? Add<T>(
        IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<T> server, ParameterResource password, ImageSource image, Database database)
        where T : ContainerResource
    {
        var options = platform.Resource.Options.Publish;
        return options.Backup == PublishOptions.Off || platform.ApplicationBuilder.ExecutionContext.IsRunMode
            ? null
            : platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{server.Resource.Name}-backup", platform.Resource))
                .WithImage(image, platform.Resource.Images)
                .WithEntrypoint("bash")
                .WithArgs("-c", database.Script)
                .WithEnvironment("KIND", database.Kind)
                .WithEnvironment("HOST", server.Resource.Name)
                .WithEnvironment("KEEP", options.KeepBackups.ToString(CultureInfo.InvariantCulture))
                .WithEnvironment("PASSWORD_FILE", SecretFileAnnotation.PathOf(password))
                .WithSecretFile(password, User)
                .WithVolume($"{server.Resource.Name}-backups", Folder)
                .WithUser(User)
                .WithReadOnlyRoot("/tmp")
                .WithCapabilities()
                .WithSize(Size.Backup)
                .WithSchedule(options.Backup)
                .AsBackupOf(server, RestoreVariable)
                .WaitFor(server);
    }

    /// <summary>How a kind of server is copied and brought back, by bash.</summary>
    private sealed record Database(string Kind, string LogIn, string Save, string Restore)
    {
        // Whole or not at all: a copy has its name when it is complete. Of one that isn't there nothing is changed.
        public string Script => $$"""
            set -euo pipefail
            umask 077
            {{LogIn}}
            if [ -n "${RESTORE:-}" ]; then
                copy="/backups/${RESTORE##*/}"
                [ -f "$copy" ] || { echo "There is no copy $RESTORE. There are, the newest first:"; ls -1t /backups; exit 1; }
                {{Restore}}
                echo "$copy is back."
                exit
            fi
            file="/backups/$KIND-$(date -u +%Y%m%dT%H%M%SZ).gz"
            rm -f /backups/*.next
            {{Save}}
            mv "$file.next" "$file"
            echo "$file: $(wc -c <"$file") bytes"
            ls -1t /backups/"$KIND"-*.gz | tail -n "+$((KEEP + 1))" | while read -r old; do rm -- "$old"; done
            """;
    }
}
