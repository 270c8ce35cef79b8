using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Which values an option accepts; of a map or a list, each of its values.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal abstract class ValueRuleAttribute : Attribute
{
    /// <summary>What a right value is, with its article: <c>a port (1-65535)</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>All right values, when they have names.</summary>
    public virtual IEnumerable<string> Names => [];

    public abstract bool Accepts(string text);

    /// <summary>Says the same in a JSON schema.</summary>
    public abstract void Describe(JsonObject schema);
}
