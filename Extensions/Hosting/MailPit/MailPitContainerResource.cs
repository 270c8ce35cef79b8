namespace Aspire.Hosting.ApplicationModel;

/// <summary>Mailpit in a container: a mail server that delivers nothing and shows all mail on a web page.</summary>
/// <param name="name">The resource's name; on the container network it is the server's host name, too.</param>
public class MailPitContainerResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    internal const string SmtpEndpointName = "smtp";
    internal const string HttpEndpointName = "http";

    /// <summary>The endpoint that takes mail, named <c>smtp</c>; port 1025 inside the container.</summary>
    public EndpointReference PrimaryEndpoint => field ??= new(this, SmtpEndpointName);

    /// <summary>The mail server's host name, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>The mail server's port, as whoever asks can reach it.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>The connection string of the toolkit's mail clients: <c>Endpoint=smtp://host:1025</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Endpoint=smtp://{Host}:{Port}");

    /// <summary>The mail server's address, <c>smtp://host:1025</c>.</summary>
    public ReferenceExpression UriExpression => ReferenceExpression.Create($"smtp://{Host}:{Port}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Uri", UriExpression),
    ];
}
