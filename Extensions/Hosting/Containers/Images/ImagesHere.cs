using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Which images of a model were here at its start.</summary>
/// <remarks>All are asked for at once, since mostly all are here: one question for each is felt at the beginning of a start.</remarks>
internal sealed class ImagesHere(DistributedApplicationModel model, IContainerEngine engine)
{
    private readonly Lazy<Task<bool>> _all = new(() =>
        engine.HasImagesAsync([.. model.Resources.OfType<ImageResource>().Select(image => image.Reference)], CancellationToken.None));

    /// <summary>Whether an image is here.</summary>
    public async Task<bool> HasAsync(ImageResource image, CancellationToken cancellationToken) =>
        await _all.Value.WaitAsync(cancellationToken) || await engine.FindImageAsync(image.Reference, cancellationToken) is not null;
}
