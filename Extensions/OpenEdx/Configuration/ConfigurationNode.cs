using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Configuration;

/// <summary>A value as it was written, with the place where it was written.</summary>
/// <param name="Origin">Who wrote it; of an entry of a mapping the place of its key.</param>
internal abstract record ConfigurationNode(SettingOrigin Origin)
{
    /// <summary>The value as JSON, as YAML's core schema reads it.</summary>
    public abstract JsonNode? ToJson();
}

/// <param name="Origin">Who wrote it.</param>
/// <param name="Text">The text without quotes.</param>
/// <param name="IsPlain">Whether it stands without quotes, so that <c>8000</c> is a number and <c>true</c> a truth value.</param>
internal sealed record ScalarNode(SettingOrigin Origin, string Text, bool IsPlain) : ConfigurationNode(Origin)
{
    public bool IsNull => IsPlain && PlainScalar.IsNull(Text);

    public override JsonNode? ToJson() => IsPlain ? PlainScalar.ToJson(Text) : JsonValue.Create(Text);
}

internal sealed record ListNode(SettingOrigin Origin, IReadOnlyList<ConfigurationNode> Items) : ConfigurationNode(Origin)
{
    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

internal sealed record MappingNode(SettingOrigin Origin, IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Entries)
    : ConfigurationNode(Origin)
{
    public ConfigurationNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;

    public override JsonNode ToJson() =>
        new JsonObject(Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
}
