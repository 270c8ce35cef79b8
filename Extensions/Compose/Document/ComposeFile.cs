namespace Devstack.Compose.Document;

/// <summary>A Compose file. All texts are in Compose's own syntax: <c>${NAME}</c> is a variable, <c>$$</c> a dollar sign.</summary>
public sealed class ComposeFile
{
    /// <summary>The project's name; <c>COMPOSE_PROJECT_NAME</c> and <c>-p</c> override it.</summary>
    public required string Name { get; init; }

    /// <summary>The services, in the order of the model.</summary>
    public IList<ComposeService> Services { get; } = [];

    /// <summary>The networks, by name.</summary>
    public IDictionary<string, ComposeNetwork> Networks { get; } = new SortedDictionary<string, ComposeNetwork>(StringComparer.Ordinal);

    /// <summary>The names of the volumes.</summary>
    public ISet<string> Volumes { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>The files of the configs, relative to the Compose file, by name.</summary>
    public IDictionary<string, string> Configs { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The files of the secrets, relative to the Compose file, by name.</summary>
    public IDictionary<string, string> Secrets { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A network.</summary>
/// <param name="IsInternal">Nothing in it reaches the outside through it.</param>
public sealed record ComposeNetwork(bool IsInternal);
