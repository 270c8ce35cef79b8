using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Ecommerce;

namespace Devstack.OpenEdx;

/// <summary>Adds Ecommerce to a platform.</summary>
public static class EcommerceBuilderExtensions
{
    /// <summary>Adds Ecommerce with its worker: courses that cost money, coupons, orders. Only where the part <c>ecommerce</c> is on; until Sumac.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddEcommerce(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Resource.Runs(EcommerceService.Name))
        {
            EcommerceWorker.Add(platform.AddOpenEdxService(EcommerceService.Name, EcommerceService.Of(platform.Resource)));
        }

        return platform;
    }
}
