using System.Text.Json.Nodes;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The name of a release that <see cref="ReleaseCatalog"/> knows.</summary>
internal sealed class ReleaseNameAttribute : ValueRuleAttribute
{
    public override IEnumerable<string> Names => ReleaseCatalog.All.Select(release => release.Name);

    public override string Expected => $"one of {string.Join(", ", Names)}";

    public override bool Accepts(string text) => ReleaseCatalog.IsKnown(text);

    public override void Describe(JsonObject schema) => schema["enum"] = new JsonArray([.. Names.Select(name => (JsonNode?)name), null]);
}
