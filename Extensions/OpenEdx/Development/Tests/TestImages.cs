using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The images of a test run.</summary>
/// <param name="Platform">The development image of the platform, or of the service, with what tests need.</param>
/// <param name="MongoDB">MongoDB; <see langword="null"/> for the tests of a service, which don't use it.</param>
internal sealed record TestImages(string Platform, string? MongoDB)
{
    /// <summary>Where Devstack's own files lie in the container; the development image has the folder.</summary>
    public const string Folder = "/openedx/devstack";

    /// <summary>Where results are written.</summary>
    public const string Results = "/tmp/devstack-tests";

    /// <summary>Brings the images to this machine: a running stack has all but the layer of the tests.</summary>
    public static async Task<TestImages> BringAsync(
        Release release, ServiceCode? service, ImageCatalog catalog, ImageBringer bringer, Action<string> line, CancellationToken cancellationToken)
    {
        var name = service?.Name ?? "openedx";
        var development = PlatformContainers.DevelopmentImage(service is null ? release.Images.OpenEdx : release.Images.Services[service.Name], name);
        return new(
            await bringer.BringAsync(catalog.InsteadOf(ImageSource.Build($"devstack/{name}-test", "Extensions/OpenEdx/Images/testing", development)), line, cancellationToken),
            service is null ? await bringer.BringAsync(catalog.InsteadOf(release.Images.MongoDB), line, cancellationToken) : null);
    }
}
