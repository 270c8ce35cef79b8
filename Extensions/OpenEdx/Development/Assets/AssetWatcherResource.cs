using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Development.Assets;

/// <summary>A program that makes the platform's assets again when one of their sources is saved.</summary>
/// <param name="name">The resource's name, and that of its script in the platform's <c>package.json</c>.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class AssetWatcherResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;
}
