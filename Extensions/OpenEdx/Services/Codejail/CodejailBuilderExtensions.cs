using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Codejail;

namespace Devstack.OpenEdx;

/// <summary>Adds codejail to a platform.</summary>
public static class CodejailBuilderExtensions
{
    /// <summary>Adds codejail (codejail-service), in which the Python of course authors' problems runs, confined by AppArmor. Only where the part <c>codejail</c> is on,
    /// and none of the user's own is named.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddCodejail(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Resource.Runs(CodejailService.Name) && platform.Resource.Options.External.Codejail.Url is null)
        {
            CodejailConfinement.Apply(platform, platform.AddOpenEdxService(CodejailService.Name, CodejailService.Of(platform.Resource)));
        }

        return platform;
    }
}
