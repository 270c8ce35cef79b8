using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Operations;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Lms;

namespace Devstack.OpenEdx;

/// <summary>Adds the LMS to a platform.</summary>
public static class LmsBuilderExtensions
{
    /// <summary>Adds the LMS: <c>lms:8000</c> inside the stack, and the platform's own host name for browsers.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The LMS's builder.</returns>
    public static IResourceBuilder<LmsResource> AddLms(this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = "lms")
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return PlatformWebService.Add(platform, new LmsResource(name, platform.Resource))
            .WithIconName("BookOpen")
            .WithPlatformCommands();
    }
}
