namespace Devstack.Publishing.Document;

/// <summary>A container image.</summary>
/// <param name="Reference">Its whole reference, for example <c>docker.io/library/mysql:8.4.9</c>, with the digest when that is known.</param>
/// <param name="Build">How it is built; <see langword="null"/> when it is pulled.</param>
public sealed record ImageSpec(string Reference, BuildSpec? Build)
{
    /// <summary>What it runs by itself, in a container that has a POSIX shell; <see langword="null"/> when nothing in the model says so.</summary>
    public ImageStart? Start { get; init; }
}

/// <summary>What an image runs by itself.</summary>
/// <param name="Entrypoint">The beginning of the command; empty when the image has none.</param>
/// <param name="Command">The end of the command, in whose place the arguments of a workload come.</param>
public sealed record ImageStart(IReadOnlyList<string> Entrypoint, IReadOnlyList<string> Command);

/// <summary>How an image is built.</summary>
/// <param name="Name">A name for its folder, the same for the same content.</param>
/// <param name="Context">The files that go in, by path.</param>
/// <param name="Dockerfile">The path of the Dockerfile among them.</param>
/// <param name="Stage">The stage that is built; <see langword="null"/> for the last.</param>
/// <param name="Arguments">Build arguments, by name.</param>
/// <param name="Base">The image of the build argument <c>BASE</c>, when that has to be built, too.</param>
public sealed record BuildSpec(
    string Name, IReadOnlyList<FileSpec> Context, string Dockerfile, string? Stage, IReadOnlyList<VariableSpec> Arguments, ImageSpec? Base);
