using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Lms;

namespace Devstack.OpenEdx.Operations;

/// <summary>The commands of a running platform, on the LMS: buttons of the dashboard, and <c>aspire resource lms COMMAND</c>.</summary>
internal static class PlatformCommands
{
    public static IResourceBuilder<LmsResource> WithPlatformCommands(this IResourceBuilder<LmsResource> lms)
    {
        foreach (var operation in PlatformOperations.Of(lms.Resource.Parent.Options))
        {
            lms.WithOperation(operation, lms.Resource.Parent.Options);
        }

        return lms;
    }
}
