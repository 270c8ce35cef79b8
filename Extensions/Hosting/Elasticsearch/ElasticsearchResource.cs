namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Elasticsearch server, a cluster of one node, in a container.</summary>
public class ElasticsearchResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "http";
    internal const string InternalEndpointName = "internal";

    private const string UserName = "elastic";

    /// <summary>Makes a server that knows its password.</summary>
    /// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
    /// <param name="password">The parameter that holds the password of the user <c>elastic</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="password"/> is null.</exception>
    public ElasticsearchResource(string name, ParameterResource password)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);

        PasswordParameter = password;
    }

    /// <summary>The endpoint of the REST API, named <c>http</c>; port 9200 inside the container.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, PrimaryEndpointName);

    /// <summary>The endpoint on which the nodes of a cluster talk to each other, named <c>internal</c>; port 9300 inside the container.</summary>
    public EndpointReference InternalEndpoint => field ??= new(this, InternalEndpointName);

    /// <summary>The parameter that holds the password of the user <c>elastic</c>.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <summary>The address with its login, <c>http://elastic:secret@host:9200</c>, the password URL-encoded.</summary>
    /// <remarks>The package has no connection properties, so there are none here.</remarks>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"http://{UserName}:{PasswordParameter:uri}@{PrimaryEndpoint.Property(EndpointProperty.Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");
}
