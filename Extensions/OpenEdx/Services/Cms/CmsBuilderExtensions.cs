using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Cms;

namespace Devstack.OpenEdx;

/// <summary>Adds Studio to a platform.</summary>
public static class CmsBuilderExtensions
{
    /// <summary>Adds Studio: <c>cms:8000</c> inside the stack. People sign in through the LMS.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>Studio's builder.</returns>
    public static IResourceBuilder<CmsResource> AddCms(this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = "cms")
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return PlatformWebService.Add(platform, new CmsResource(name, platform.Resource))
            .WithIconName("DocumentEdit");
    }
}
