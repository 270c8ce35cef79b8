using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Collects the parameters that workloads use, and how their values come to be.</summary>
internal sealed class ParameterReader(Problems problems)
{
    // Aspire's generator takes these as special characters.
    private const string SpecialCharacters = "_.{}~()*+!";

    private readonly SortedDictionary<string, ParameterSpec> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _users = [];

    public IReadOnlyList<ParameterSpec> All => [.. _found.Values.Select(parameter => parameter with { UsedBy = [.. _users[parameter.Name]] })];

    /// <summary>Notes that a workload uses a parameter, and returns whether it is secret.</summary>
    public bool Use(ParameterResource parameter, ValueEncoding encoding, string workload)
    {
        if (!_found.TryGetValue(parameter.Name, out var spec))
        {
            _found[parameter.Name] = spec = Read(parameter);
            _users[parameter.Name] = new(StringComparer.Ordinal);
        }

        _users[parameter.Name].Add(workload);
        if (encoding is ValueEncoding.Uri && !spec.IsUriEncoded)
        {
            _found[parameter.Name] = spec with { IsUriEncoded = true };
        }

        return spec is SecretSpec;
    }

    private ParameterSpec Read(ParameterResource parameter)
    {
        var description = parameter.Description ?? "";
        parameter.TryGetLastAnnotation<SecretGeneratorAnnotation>(out var annotation);
        // Who generates an open value means one that is made once and kept: it has the life of a secret.
        return parameter.Secret || annotation is not null || parameter.Default is GenerateParameterDefault
            ? new SecretSpec { Name = parameter.Name, Description = description, Generator = annotation?.Generator ?? GeneratorOf(parameter) }
            : new SettingSpec { Name = parameter.Name, Description = description, Default = ConstantOf(parameter.Default) };
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
