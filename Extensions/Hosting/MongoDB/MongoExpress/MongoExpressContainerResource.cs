using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.MongoDB;

/// <summary>Mongo Express in a container: a web page on a MongoDB server.</summary>
/// <param name="name">The resource's name.</param>
public sealed class MongoExpressContainerResource(string name) : ContainerResource(name)
{
    internal const string HttpEndpointName = "http";
}
