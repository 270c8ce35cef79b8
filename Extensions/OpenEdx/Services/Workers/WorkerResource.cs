using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Services.Workers;

/// <summary>A Celery worker of the LMS or of Studio.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
/// <param name="variant">Whose tasks it runs.</param>
public sealed class WorkerResource(string name, OpenEdxResource platform, PlatformVariant variant)
    : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <summary>Whose tasks it runs.</summary>
    public PlatformVariant Variant { get; } = variant;
}
