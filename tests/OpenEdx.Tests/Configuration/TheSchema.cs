using System.Text.Json.Nodes;
using Devstack.OpenEdx.Configuration;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Configuration;

public class TheSchema
{
    [Fact]
    public void HasEveryOption() => Golden.Matches(ConfigurationSchema.Write());

    [Fact]
    public void DescribesEveryOption() => Assert.Empty(Undescribed(JsonNode.Parse(ConfigurationSchema.Write())!, ""));

    private static IEnumerable<string> Undescribed(JsonNode schema, string path)
    {
        var below = (schema["properties"] as JsonObject ?? []).SelectMany(property => Undescribed(property.Value!, $"{path}.{property.Key}"));
        return schema["description"]?.GetValue<string>() is { Length: > 0 } ? below : below.Prepend(path);
    }
}
