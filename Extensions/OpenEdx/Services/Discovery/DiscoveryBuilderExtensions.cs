using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Discovery;

namespace Devstack.OpenEdx;

/// <summary>Adds Course Discovery to a platform.</summary>
public static class DiscoveryBuilderExtensions
{
    /// <summary>Adds Course Discovery (course-discovery): the catalogue of all courses and programs, and their search, with an Elasticsearch of its own. Only where the part <c>discovery</c> is on.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddDiscovery(this IResourceBuilder<OpenEdxResource> platform) =>
        platform.AddWhereItIsOn(DiscoveryService.Name, () => DiscoveryService.Of(platform.Resource, CatalogueSearch.Add(platform).Resource));
}
