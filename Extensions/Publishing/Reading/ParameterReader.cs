using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Collects the parameters that workloads use, and how their values come to be.</summary>
internal sealed partial class ParameterReader(Problems problems)
{
    // Aspire's generator takes these as special characters.
    private const string SpecialCharacters = "_.{}~()*+!";

    private readonly SortedDictionary<string, ParameterSpec> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _users = [];
    private readonly Dictionary<string, ParameterResource> _sources = [];

    public IReadOnlyList<ParameterSpec> All => [.. _found.Values.Select(parameter => parameter with { UsedBy = [.. _users[parameter.Name]] })];

    /// <summary>The name of a parameter where it is published, a DNS label: <c>search-masterKey</c> is <c>search-master-key</c>.</summary>
    public static string NameOf(ParameterResource parameter) =>
        NotInLabelsPattern().Replace(WordPattern().Replace(parameter.Name, "-").ToLowerInvariant(), "-").Trim('-');

    /// <summary>Notes that a workload uses a parameter, and returns what stands for it in a value.</summary>
    public ParameterPiece Use(ParameterResource parameter, ValueEncoding encoding, string workload)
    {
        var name = NameOf(parameter);
        if (!_found.TryGetValue(name, out var spec))
        {
            _found[name] = spec = Read(parameter, name);
            _users[name] = new(StringComparer.Ordinal);
            _sources[name] = parameter;
        }
        else if (_sources[name] != parameter)
        {
            problems.Add(parameter.Name, $"is published as '{name}', as '{_sources[name].Name}' is. Call one of them otherwise.");
        }

        _users[name].Add(workload);
        if (encoding is ValueEncoding.Uri && !spec.IsUriEncoded)
        {
            _found[name] = spec with { IsUriEncoded = true };
        }

        return new(name, spec is SecretSpec, encoding);
    }

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordPattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInLabelsPattern();

    private ParameterSpec Read(ParameterResource parameter, string name)
    {
        var description = parameter.Description ?? "";
        parameter.TryGetLastAnnotation<SecretGeneratorAnnotation>(out var annotation);
        // Who generates an open value means one that is made once and kept: it has the life of a secret.
        return parameter.Secret || annotation is not null || parameter.Default is GenerateParameterDefault
            ? new SecretSpec { Name = name, Description = description, Generator = annotation?.Generator ?? GeneratorOf(parameter) }
            : new SettingSpec { Name = name, Description = description, Default = ConstantOf(parameter.Default) };
    }

    private SecretGenerator GeneratorOf(ParameterResource parameter)
    {
        switch (parameter.Default)
        {
            case null:
                return new FromPerson();
            case GenerateParameterDefault generated:
                return new RandomText(Math.Max(generated.MinLength, 1), CharactersOf(generated));
            default:
                problems.Add(parameter.Name, $"has a default of type {parameter.Default.GetType().Name}, which doesn't say how the value is made where the stack is deployed. " +
                    "Call WithSecretGenerator on the parameter.");
                return new FromPerson();
        }
    }

    private static string CharactersOf(GenerateParameterDefault generated) =>
        (generated.Upper ? "A-Z" : "") + (generated.Lower ? "a-z" : "") + (generated.Numeric ? "0-9" : "")
        + (generated.Special ? SpecialCharacters + "-" : "");

    // Aspire's class for publishValueAsDefault isn't public; what gives the same text twice is a constant.
    private static string? ConstantOf(ParameterDefault? value) =>
        value?.GetDefaultValue() is { } text && text == value.GetDefaultValue() ? text : null;
}
