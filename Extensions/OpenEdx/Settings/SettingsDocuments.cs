using System.Collections.Concurrent;

namespace Devstack.OpenEdx.Settings;

/// <summary>The settings documents of a platform, each made once: all containers and jobs of a service have the same.</summary>
internal sealed class SettingsDocuments
{
    private readonly ConcurrentDictionary<string, string> _documents = new(StringComparer.Ordinal);

    /// <summary>A document.</summary>
    /// <param name="path">Where it lies in the containers.</param>
    /// <param name="make">Makes it, from the whole model.</param>
    public string GetOrMake(string path, Func<string> make) => _documents.GetOrAdd(path, _ => make());
}
