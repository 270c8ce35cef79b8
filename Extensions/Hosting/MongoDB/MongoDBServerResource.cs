namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MongoDB server in a container, together with the databases that belong to it.</summary>
/// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
/// <remarks>Made with a name alone, the server has no password and lets everybody in.</remarks>
public class MongoDBServerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";

    private const string DefaultUserName = "admin";
    private const string AuthenticationDatabase = "admin";
    private const string AuthenticationMechanism = "SCRAM-SHA-256";

    // Names of resources differ by more than their case.
    private readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a server with a root user.</summary>
    /// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
    /// <param name="userNameParameter">The parameter that holds the root user's name; null means <c>admin</c>.</param>
    /// <param name="passwordParameter">The parameter that holds the root user's password; null means a server without passwords.</param>
    public MongoDBServerResource(string name, ParameterResource? userNameParameter, ParameterResource? passwordParameter)
        : this(name)
    {
        UserNameParameter = userNameParameter;
        PasswordParameter = passwordParameter;
    }

    /// <summary>The endpoint that speaks MongoDB's protocol, named <c>tcp</c>; port 27017 inside the container.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, PrimaryEndpointName);

    /// <summary>The server's host name, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The server's port, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>The parameter that holds the root user's password; null for a server without passwords.</summary>
    public ParameterResource? PasswordParameter { get; }

    /// <summary>The parameter that holds the root user's name; null when it is <c>admin</c>.</summary>
    public ParameterResource? UserNameParameter { get; }

    /// <summary>The root user's name: the parameter's value, or <c>admin</c>.</summary>
    public ReferenceExpression UserNameReference => UserNameParameter is null
        ? ReferenceExpression.Create($"{DefaultUserName}")
        : ReferenceExpression.Create($"{UserNameParameter}");

    /// <summary>
    /// The connection string, <c>mongodb://admin:secret@host:27017/?authSource=admin&amp;authMechanism=SCRAM-SHA-256</c>,
    /// with user and password URL-encoded. Without a password it is <c>mongodb://host:27017</c>.
    /// </summary>
    public ReferenceExpression ConnectionStringExpression => BuildConnectionString(databaseName: null);

    /// <summary>The same as <see cref="ConnectionStringExpression"/>: MongoDB's connection strings are URIs.</summary>
    public ReferenceExpression UriExpression => ConnectionStringExpression;

    /// <summary>The databases on this server: the resource's name gives the database's name.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases;

    internal void AddDatabase(MongoDBDatabaseResource database) => _databases.TryAdd(database.Name, database.DatabaseName);

    internal ReferenceExpression BuildConnectionString(string? databaseName)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.AppendLiteral("mongodb://");
        if (PasswordParameter is not null)
        {
            if (UserNameParameter is null)
            {
                uri.AppendFormatted(DefaultUserName, "uri");
            }
            else
            {
                uri.AppendFormatted(UserNameParameter, "uri");
            }

            uri.Append($":{PasswordParameter:uri}@");
        }

        uri.Append($"{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
        if (databaseName is not null)
        {
            uri.Append($"/{databaseName:uri}");
        }
        else if (PasswordParameter is not null)
        {
            uri.AppendLiteral("/"); // older drivers insist on a slash between the host and the options
        }

        if (PasswordParameter is not null)
        {
            uri.Append($"?authSource={AuthenticationDatabase}&authMechanism={AuthenticationMechanism}");
        }

        return uri.Build();
    }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        yield return new("Host", ReferenceExpression.Create($"{Host}"));
        yield return new("Port", ReferenceExpression.Create($"{Port}"));
        yield return new("Username", UserNameReference);
        if (PasswordParameter is not null)
        {
            yield return new("Password", ReferenceExpression.Create($"{PasswordParameter}"));
            yield return new("AuthenticationDatabase", ReferenceExpression.Create($"{AuthenticationDatabase}"));
            yield return new("AuthenticationMechanism", ReferenceExpression.Create($"{AuthenticationMechanism}"));
        }

        yield return new("Uri", UriExpression);
    }
}
