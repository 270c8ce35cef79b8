using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services.Workers;

/// <summary>Celery's scheduler of the LMS: it puts tasks into the queues when their time has come.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class BeatResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;
}
