using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Files;

/// <summary>A file with open text inside a container. No secret belongs into it: a secret has a file of its own.</summary>
/// <remarks>Run mode: copied into the container before it starts. Compose: a <c>config</c>. Kubernetes: a key of a ConfigMap.</remarks>
/// <param name="path">The whole path inside the container.</param>
/// <param name="text">Gives the text; asked once, when the model is complete.</param>
public sealed class TextFileAnnotation(string path, Func<string> text) : IResourceAnnotation
{
    /// <summary>The whole path inside the container.</summary>
    public string Path { get; } = path;

    /// <summary>Gives the text.</summary>
    public Func<string> Text { get; } = text;
}

/// <summary>A file whose whole content is the value of one parameter, at <c>/run/secrets/NAME</c> of the container.</summary>
/// <remarks>Run mode: copied into the container, readable by <see cref="Owner"/> alone. Compose: a <c>secret</c>. Kubernetes: a key of a Secret.</remarks>
/// <param name="secret">The parameter.</param>
/// <param name="owner">The user id that reads it.</param>
public sealed class SecretFileAnnotation(ParameterResource secret, int owner) : IResourceAnnotation
{
    /// <summary>The folder of all secret files.</summary>
    public const string Folder = "/run/secrets";

    /// <summary>The parameter.</summary>
    public ParameterResource Secret { get; } = secret;

    /// <summary>The user id that reads it.</summary>
    public int Owner { get; } = owner;

    /// <summary>The whole path inside the container.</summary>
    public string Path => PathOf(Secret);

    /// <summary>Where a container finds a secret.</summary>
    public static string PathOf(ParameterResource secret) => $"{Folder}/{secret.Name}";
}
