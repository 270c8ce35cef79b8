using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Images;

/// <summary>Which image stands in the place of a release's: one that the user names, one of another registry, one with the user's packages and themes on top.</summary>
/// <param name="options">What the user has set.</param>
/// <param name="release">The release.</param>
/// <param name="published">Whether the platform is published: images that are built carry the registry's name then, and themes are a layer on the platform's.</param>
internal sealed class PlatformImages(DevstackOptions options, Release release, bool published)
{
    private const string CustomisedName = "devstack/openedx";
    private const string CustomisedFolder = "Extensions/OpenEdx/Images/customised";

    // Once: the folders of themes are read for the name of the image.
    private ImageSource Platform => field ??= Customised(Plain(release.Images.OpenEdx));

    /// <summary>The image that is used.</summary>
    /// <param name="source">The release's.</param>
    public ImageSource InsteadOf(ImageSource source) => source == release.Images.OpenEdx ? Platform : Plain(source);

    private ImageSource Plain(ImageSource source) => NameOf(source) is { } name && options.Images.TryGetValue(name, out var own)
        ? ImageSource.Pull(own)
        : source switch
        {
            // What the user names for a service that a team has added.
            PulledImage pulled when options.Images.Values.Contains(pulled.Reference) => pulled,
            PulledImage pulled => ImageSource.Pull(Moved(pulled.Reference)),
            BaseImage based => based with { Upstream = Moved(based.Upstream) },
            BuiltImage built => built with { Name = Named(built.Name), From = InsteadOf(built.From) },
            _ => source,
        };

    private string? NameOf(ImageSource source) => release.Images.ByName.FirstOrDefault(image => image.Value == source).Key;

    private string Named(string name) => published && options.Registry is { } registry ? $"{registry}/{name}" : name;

    // "docker.io/library/mysql:8.4.9" -> "registry.example.org/mirror/library/mysql:8.4.9": mirrors keep the path.
    private string Moved(string reference)
    {
        if (options.Registry is not { } registry)
        {
            return reference;
        }

        var first = reference.IndexOf('/', StringComparison.Ordinal);
        var host = first > 0 ? reference[..first] : "";
        return host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal) || host == "localhost"
            ? $"{registry}/{reference[(first + 1)..]}"
            : $"{registry}/{reference}";
    }

    private ImageSource Customised(ImageSource image)
    {
        var themes = published ? options.ThemeFolders : new Dictionary<string, string>();
        string[] requirements = [.. options.PipRequirements, .. options.External.Lrs.IsUsed && !release.HasEventRoutingInstalled ? [EventRouting.Requirement] : Array.Empty<string>()];
        if (requirements.Length == 0 && themes.Count == 0)
        {
            return image;
        }

        return ImageSource.Build(Named(CustomisedName), CustomisedFolder, image) with
        {
            Arguments = new Dictionary<string, string>
            {
                ["PIP_REQUIREMENTS"] = string.Join('\n', requirements),
                ["THEMES"] = string.Join(' ', themes.Keys),
            },
            Folders = themes.ToDictionary(theme => $"themes/{theme.Key}", theme => theme.Value),
        };
    }
}
