using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>The images of a test run.</summary>
/// <param name="Platform">The development image of the platform, or of the service, with what its tests or a check need.</param>
/// <param name="MongoDB">MongoDB; <see langword="null"/> for the tests of a service and for checks, which don't use it.</param>
internal sealed record TestImages(string Platform, string? MongoDB)
{
    /// <summary>Where Devstack's own files lie in the container; the development image has the folder.</summary>
    public const string Folder = "/openedx/devstack";

    /// <summary>Where results are written.</summary>
    public const string Results = "/tmp/devstack-tests";

    /// <summary>Brings the images of tests to this machine: a running stack has all but the layer of the tests.</summary>
    public static async Task<TestImages> OfTestsAsync(
        Release release, ServiceCode? service, ImageCatalog catalog, ImageBringer bringer, Action<string> line, CancellationToken cancellationToken)
    {
        var name = service?.Name ?? "openedx";
        var development = PlatformContainers.DevelopmentImage(service is null ? release.Images.OpenEdx : release.Images.Services[service.Name], name);
        return new(
            await bringer.BringAsync(catalog.InsteadOf(Layer("testing", development, $"devstack/{name}-test")), line, cancellationToken),
            service is null ? await bringer.BringAsync(catalog.InsteadOf(release.Images.MongoDB), line, cancellationToken) : null);
    }

    /// <summary>Brings the image of a check to this machine.</summary>
    public static async Task<TestImages> OfCheckAsync(
        Release release, PlatformCheck check, ImageCatalog catalog, ImageBringer bringer, Action<string> line, CancellationToken cancellationToken)
    {
        var development = PlatformContainers.DevelopmentImage(release.Images.OpenEdx, "openedx");
        var image = check.Layer is { } layer ? Layer(layer, development, $"devstack/openedx-{layer}") : development;
        return new(await bringer.BringAsync(catalog.InsteadOf(image), line, cancellationToken), null);
    }

    private static ImageSource Layer(string folder, ImageSource development, string name) => ImageSource.Build(name, $"Extensions/OpenEdx/Images/{folder}", development);
}
