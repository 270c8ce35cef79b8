using System.Collections.ObjectModel;

namespace Devstack.Hosting.Containers.Images;

/// <summary>Where a container's image comes from. Data: <see cref="ImageCatalog"/> names it, <see cref="ImageResource"/> brings it.</summary>
public abstract record ImageSource
{
    /// <summary>An image of a registry.</summary>
    /// <param name="reference">The whole reference with its tag or digest; never <c>latest</c>.</param>
    public static PulledImage Pull(string reference) => new(reference);

    /// <summary>An image that is built on this machine.</summary>
    /// <param name="name">Its repository, for example <c>devstack/miniature-mysql</c>; the tag is the hash of what goes in.</param>
    /// <param name="folder">The build context with its <c>Dockerfile</c>, relative to the repository's root.</param>
    /// <param name="from">The image that it is built on: the value of the build argument <c>BASE</c>.</param>
    public static BuiltImage Build(string name, string folder, ImageSource from) => new(name, folder, from);
}

/// <summary>An image of a registry.</summary>
/// <param name="Reference">The whole reference, for example <c>docker.io/library/mysql:8.4.9</c>.</param>
public sealed record PulledImage(string Reference) : ImageSource;

/// <summary>An image that is built on this machine from a folder of the repository.</summary>
/// <param name="Name">Its repository, for example <c>devstack/miniature-mysql</c>.</param>
/// <param name="Folder">The build context with its <c>Dockerfile</c>, relative to the repository's root. Two
/// projects in it are run first (<c>dotnet msbuild -restore</c>): <c>prepare.proj</c> fetches what the Dockerfile can't into <c>.build</c>,
/// and <c>trust.proj</c> puts what is this machine's own, and never published, into <c>.machine</c>.</param>
/// <param name="From">The image that it is built on: the value of the build argument <c>BASE</c>.</param>
public sealed record BuiltImage(string Name, string Folder, ImageSource From) : ImageSource
{
    /// <summary>Build arguments besides <c>BASE</c>. Default none. No secret: they stay in the image's history.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Folders of this machine that are part of the context, as whole paths by their place in it. Default none.</summary>
    public IReadOnlyDictionary<string, string> Folders { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>A base image that comes from a registry when one answers, and else is made by a script on this machine.</summary>
/// <param name="Name">What it is called here, with its tag: <c>devstack/debian:trixie-slim</c>.</param>
/// <param name="Upstream">What is pulled and tagged so: <c>docker.io/library/debian:trixie-slim</c>.</param>
/// <param name="Script">The script that makes it otherwise, relative to the repository's root; its one argument is <paramref name="Name"/>.</param>
public sealed record BaseImage(string Name, string Upstream, string Script) : ImageSource;
