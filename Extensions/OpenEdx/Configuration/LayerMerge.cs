namespace Devstack.OpenEdx.Configuration;

/// <summary>Puts one layer over another: mappings key by key, at any depth; everything else is replaced whole.</summary>
internal static class LayerMerge
{
    public static MappingNode Over(MappingNode lower, MappingNode upper)
    {
        var entries = new OrderedDictionary<string, ConfigurationNode>(lower.Entries);
        foreach (var (key, value) in upper.Entries)
        {
            entries[key] = value is MappingNode above && entries.TryGetValue(key, out var below) && below is MappingNode mapping
                ? Over(mapping, above)
                : value;
        }

        return upper with { Entries = [.. entries] };
    }
}
