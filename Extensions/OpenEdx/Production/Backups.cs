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

    // The password is a variable of these processes alone. Whole or not at all: a file has its name when it is complete.
    private const string Begin = """
        set -euo pipefail
        umask 077
        file="/backups/$KIND-$(date -u +%Y%m%dT%H%M%SZ).gz"
        rm -f /backups/*.next
        """;

    private const string End = """
        mv "$file.next" "$file"
        echo "$file: $(wc -c <"$file") bytes"
        ls -1t /backups/"$KIND"-*.gz | tail -n "+$((KEEP + 1))" | while read -r old; do rm -- "$old"; done
        """;

    // One transaction: who writes meanwhile isn't held up. MariaDB's client doesn't know of GTIDs, and 'loose' lets it pass over them.
    private const string MySql = """
        export MYSQL_PWD="$(cat "$PASSWORD_FILE")"
        databases=$(mysql --host="$HOST" --user=root --batch --skip-column-names --execute='SHOW DATABASES' | grep -Evx 'mysql|sys|information_schema|performance_schema')
        mysqldump --host="$HOST" --user=root --single-transaction --quick --routines --triggers --events --no-tablespaces --loose-set-gtid-purged=OFF --databases $databases | gzip >"$file.next"
        """;

    private const string MongoDB = """
        printf 'password: "%s"\n' "$(sed 's/[\\"]/\\&/g' "$PASSWORD_FILE")" >/tmp/mongodump.yaml
        mongodump --host="$HOST" --username="$USER_NAME" --authenticationDatabase=admin --config=/tmp/mongodump.yaml --gzip --archive="$file.next"
        """;

    /// <summary>Adds the backup of a platform's MySQL server.</summary>
    public static void Add(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MySqlServerResource> server) =>
        Add(platform, server, server.Resource.PasswordParameter, platform.Resource.Release.Images.MySql, "mysql", MySql);

    /// <summary>Adds the backup of a platform's MongoDB server, when its image has the program.</summary>
    public static void Add(IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<MongoDBServerResource> server)
    {
        if (platform.Resource.Release.HasMongoDump && server.Resource.PasswordParameter is { } password)
        {
            Add(platform, server, password, platform.Resource.Release.Images.MongoDB, "mongodb", MongoDB)
                ?.WithEnvironment("USER_NAME", server.Resource.UserNameReference);
        }
    }

    private static IResourceBuilder<PlatformJobResource>? Add<T>(
        IResourceBuilder<OpenEdxResource> platform, IResourceBuilder<T> server, ParameterResource password, ImageSource image, string kind, string script)
        where T : ContainerResource
    {
        var options = platform.Resource.Options.Publish;
        return options.Backup == PublishOptions.Off || platform.ApplicationBuilder.ExecutionContext.IsRunMode
            ? null
            : platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{server.Resource.Name}-backup", platform.Resource))
                .WithImage(image, platform.Resource.Images)
                .WithEntrypoint("bash")
                .WithArgs("-c", $"{Begin}\n{script}\n{End}")
                .WithEnvironment("KIND", kind)
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
                .AsBackupOf(server)
                .WaitFor(server);
    }
}
