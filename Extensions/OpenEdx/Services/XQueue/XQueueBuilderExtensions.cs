using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.XQueue;

namespace Devstack.OpenEdx;

/// <summary>Adds XQueue to a platform.</summary>
public static class XQueueBuilderExtensions
{
    /// <summary>Adds XQueue: programs of learners wait in it for graders outside of the platform. Only where the part <c>xqueue</c> is on.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddXQueue(this IResourceBuilder<OpenEdxResource> platform) =>
        platform.AddWhereItIsOn(XQueueService.Name, () => XQueueService.Of(platform.Resource));
}
