using Aspire.Hosting.MySql;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MySQL server in a container, together with the databases that belong to it.</summary>
public class MySqlServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string UserName = "root";

    // Names of resources differ by more than their case.
    private readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<MySqlDatabaseResource> _databaseResources = [];

    /// <summary>Makes a server that knows its root password.</summary>
    /// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
    /// <param name="password">The parameter that holds the password of <c>root</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="password"/> is null.</exception>
    public MySqlServerResource(string name, ParameterResource password)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);

        PasswordParameter = password;
    }

    /// <summary>The endpoint that speaks MySQL's protocol, named <c>tcp</c>; port 3306 inside the container.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, PrimaryEndpointName);

    /// <summary>The server's host name, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The server's port, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>The parameter that holds the password of <c>root</c>.</summary>
    /// <remarks>Read whenever a value is asked for, so a later change reaches the container and all connection strings.</remarks>
    public ParameterResource PasswordParameter { get; set; }

    /// <summary>
    /// The connection string for .NET's drivers: <c>Server=host;Port=3306;User ID=root;Password=secret</c>.
    /// </summary>
    /// <remarks>
    /// When the application runs, a password that has a semicolon, quotes or spaces is quoted by ADO.NET's rules.
    /// When it is published, the password's value isn't known yet: it stands between double quotes, which covers
    /// everything but a double quote. The connection properties and <see cref="UriExpression"/> have no such limit.
    /// </remarks>
    public ReferenceExpression ConnectionStringExpression => QuotesPassword
        ? ReferenceExpression.Create($"Server={Host};Port={Port};User ID={UserName};Password={new QuotedParameter(PasswordParameter)}")
        : ReferenceExpression.Create($"Server={Host};Port={Port};User ID={UserName};Password=\"{PasswordParameter}\"");

    /// <summary>The address as a URI, <c>mysql://root:secret@host:3306</c>, with the password URL-encoded.</summary>
    public ReferenceExpression UriExpression => BuildUri(databaseName: null);

    /// <summary>The address for Java's drivers, <c>jdbc:mysql://host:3306</c>, without credentials.</summary>
    public ReferenceExpression JdbcConnectionString => BuildJdbcConnectionString(databaseName: null);

    /// <summary>The databases on this server: the resource's name gives the database's name.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases;

    internal IReadOnlyList<MySqlDatabaseResource> DatabaseResources => _databaseResources;

    // False where values are only described: a publisher can carry a parameter, not a computation on its value.
    internal bool QuotesPassword { get; init; }

    internal void AddDatabase(MySqlDatabaseResource database)
    {
        _databases.TryAdd(database.Name, database.DatabaseName);
        _databaseResources.Add(database);
    }

    internal ReferenceExpression BuildUri(string? databaseName) => databaseName is null
        ? ReferenceExpression.Create($"mysql://{UserName}:{PasswordParameter:uri}@{Host}:{Port}")
        : ReferenceExpression.Create($"mysql://{UserName}:{PasswordParameter:uri}@{Host}:{Port}/{databaseName:uri}");

    internal ReferenceExpression BuildJdbcConnectionString(string? databaseName) => databaseName is null
        ? ReferenceExpression.Create($"jdbc:mysql://{Host}:{Port}")
        : ReferenceExpression.Create($"jdbc:mysql://{Host}:{Port}/{databaseName:uri}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Username", ReferenceExpression.Create($"{UserName}")),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ];
}
