using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Makes a job for each database that a server's integration creates only when the model runs.</summary>
/// <remarks>
/// A database is recognised by its connection properties, as every integration of Aspire has them: <c>DatabaseName</c>,
/// and a <c>Uri</c> whose scheme tells the kind of server. So no reference to an integration is needed.
/// </remarks>
internal sealed class DatabaseJobs
{
    private readonly Dictionary<IResource, Database> _databases = [];

    public DatabaseJobs(IEnumerable<IResource> resources, WorkloadNames names, Problems problems)
    {
        foreach (var resource in resources)
        {
            if (resource is IResourceWithConnectionString connected and IResourceWithParent { Parent: var server }
                && names.Find(server) is { } serverName
                && connected.GetConnectionProperties().ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase) is var properties
                && properties.TryGetValue("DatabaseName", out var name) && properties.TryGetValue("Uri", out var uri))
            {
                var scheme = uri.Format.Split(':')[0];
                if (scheme is "mysql" && properties.TryGetValue("Username", out var user) && properties.TryGetValue("Password", out var password))
                {
                    _databases[resource] = new(resource, server, $"{serverName}-create-{resource.Name.ToLowerInvariant()}", name, user, password);
                }
                else if (scheme is not "mongodb") // creates a database with its first document
                {
                    problems.Add(resource.Name, $"is a database of kind '{scheme}', which Aspire creates only when the model runs. Create it in a job of yours, and wait for that.");
                }
            }
        }
    }

    /// <summary>The name of the job that creates a database.</summary>
    public string? Find(IResource database) => _databases.GetValueOrDefault(database)?.Job;

    /// <summary>The databases of a server.</summary>
    public IEnumerable<Database> Of(IResource server) => _databases.Values.Where(database => database.Server == server);

    /// <summary>The jobs that create the databases of a server, whose own workload is <paramref name="server"/>.</summary>
    public IEnumerable<JobSpec> Make(ReadingContext context, IResource resource, ServiceSpec server)
    {
        foreach (var database in Of(resource))
        {
            AnnotationCheck.Run(context, database.Resource);
            var values = new ValueReader(context, database.Resource, database.Job);
            var password = values.Read(database.Password, "password");
            if (password.Pieces is not [ParameterPiece { IsSecret: true } secret])
            {
                context.Problems.Add(database.Resource.Name, "belongs to a server whose password isn't one secret parameter, so no job can log in to create it.");
                continue;
            }

            var passwordFile = new SecretFileSpec($"/run/secrets/{secret.Parameter}", secret.Parameter, ValueEncoding.Plain, KnownImages.Find(server.Image.Reference)?.User);
            var endpoint = server.Endpoints.First(endpoint => endpoint.Scheme is "tcp");
            var job = new JobSpec
            {
                Name = database.Job,
                Image = server.Image,
                Entrypoint = "/bin/sh",
                Arguments = [Value.Of("-c"), Value.Of(Script)],
                Environment =
                [
                    new("DATABASE", values.Read(database.Name, "name")),
                    new("HOST", Value.Of(server.Name)),
                    new("PASSWORD_FILE", Value.Of(passwordFile.Path)),
                    new("PORT", Value.Of(endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))),
                    new("USER_NAME", values.Read(database.User, "user")),
                ],
                SecretFiles = [passwordFile],
                Check = ["/bin/sh", "-c", Check],
                DependsOn = [new(server.Name, DependencyCondition.Healthy)],
                ConnectsTo = [server.Name],
                Network = "",
                User = KnownImages.Find(server.Image.Reference)?.User is { } user ? new($"{user}", $"{user}") : null,
                Fingerprint = "",
            };
            yield return job;
        }
    }

    // The statement goes to standard input and the password comes from a file: neither is in a process list.
    // A backtick in a name is written twice.
    private const string Script =
        """
        set -eu
        name=$(printf '%s' "$DATABASE" | sed 's/`/``/g')
        export MYSQL_PWD="$(cat "$PASSWORD_FILE")"
        printf 'CREATE DATABASE IF NOT EXISTS `%s`;' "$name" |
            "$(command -v mysql || command -v mariadb)" --host="$HOST" --port="$PORT" --user="$USER_NAME"
        echo "Database $DATABASE is there."
        """;

    private const string Check =
        """
        set -eu
        export MYSQL_PWD="$(cat "$PASSWORD_FILE")"
        "$(command -v mysql || command -v mariadb)" --host="$HOST" --port="$PORT" --user="$USER_NAME" --database="$DATABASE" --execute="SELECT 1"
        """;

    /// <summary>A database of a server.</summary>
    internal sealed record Database(
        IResource Resource, IResource Server, string Job, ReferenceExpression Name, ReferenceExpression User, ReferenceExpression Password);
}
