using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Images;

/// <summary>An image that containers of the model are created from: a line of the dashboard with the log of its pull or build.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="source">Where the image comes from.</param>
/// <param name="reference">What the engine calls it, see <see cref="ImageCatalog.ReferenceOf"/>.</param>
public sealed class ImageResource(string name, ImageSource source, string reference) : Resource(name)
{
    /// <summary>Where the image comes from.</summary>
    public ImageSource Source { get; } = source;

    /// <summary>What the engine calls it.</summary>
    public string Reference { get; } = reference;
}
