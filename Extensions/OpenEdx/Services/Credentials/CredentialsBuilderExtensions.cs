using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Credentials;

namespace Devstack.OpenEdx;

/// <summary>Adds Credentials to a platform.</summary>
public static class CredentialsBuilderExtensions
{
    /// <summary>Adds Credentials: certificates of programs, and learners' records. Only where the part <c>credentials</c> is on.</summary>
    /// <param name="platform">The platform, with its datastores, and with Discovery where both run.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddCredentials(this IResourceBuilder<OpenEdxResource> platform) =>
        platform.AddWhereItIsOn(CredentialsService.Name, () => CredentialsService.Of(platform.Resource));
}
