namespace Aspire.Hosting.ApplicationModel;

/// <summary>A Meilisearch server in a container.</summary>
public class MeilisearchResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "http";

    /// <summary>Makes a server that knows its master key.</summary>
    /// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
    /// <param name="masterKey">The parameter that holds the master key.</param>
    /// <exception cref="ArgumentNullException"><paramref name="masterKey"/> is null.</exception>
    public MeilisearchResource(string name, ParameterResource masterKey)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(masterKey);

        MasterKeyParameter = masterKey;
    }

    /// <summary>The endpoint of the REST API, named <c>http</c>; port 7700 inside the container.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, PrimaryEndpointName);

    /// <summary>The server's host name, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The server's port, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>The parameter that holds the master key, which may do everything and makes the keys that may do less.</summary>
    public ParameterResource MasterKeyParameter { get; }

    /// <summary>The connection string of the toolkit's client: <c>Endpoint=http://host:7700;MasterKey=secret</c>.</summary>
    /// <remarks>
    /// When the application runs, a key that has a semicolon, quotes or spaces is quoted by ADO.NET's rules.
    /// When it is published, the key's value isn't known yet: it stands between double quotes, which covers
    /// everything but a double quote.
    /// </remarks>
    public ReferenceExpression ConnectionStringExpression => QuotesMasterKey
        ? ReferenceExpression.Create($"Endpoint=http://{Host}:{Port};MasterKey={new QuotedParameter(MasterKeyParameter)}")
        : ReferenceExpression.Create($"Endpoint=http://{Host}:{Port};MasterKey=\"{MasterKeyParameter}\"");

    /// <summary>The address, <c>http://host:7700</c>, without the key.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"http://{Host}:{Port}");

    // False where values are only described: a publisher can carry a parameter, not a computation on its value.
    internal bool QuotesMasterKey { get; init; }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("MasterKey", ReferenceExpression.Create($"{MasterKeyParameter}")),
        new("Uri", UriExpression),
    ];
}
