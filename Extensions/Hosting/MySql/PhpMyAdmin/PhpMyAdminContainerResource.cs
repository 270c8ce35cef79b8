using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MySql;

/// <summary>phpMyAdmin in a container: a web page on the MySQL servers of an application.</summary>
/// <param name="name">The resource's name.</param>
public sealed class PhpMyAdminContainerResource(string name) : ContainerResource(name)
{
    internal const string HttpEndpointName = "http";
}
