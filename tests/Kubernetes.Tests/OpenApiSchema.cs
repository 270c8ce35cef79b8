using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Tests;

/// <summary>
/// The OpenAPI schema of Kubernetes 1.33: which fields an object has, which of them it needs, and of what type they are.
/// It comes from the npm package <c>cdk8s-plus-33</c>, whose <c>k8s.d.ts</c> is generated from Kubernetes' <c>swagger.json</c> and names
/// for each field the definition that it is from (<c>@schema io.k8s.api.apps.v1.DeploymentSpec#replicas</c>).
/// </summary>
internal sealed partial class OpenApiSchema
{
    private const string Package = "https://registry.npmjs.org/cdk8s-plus-33/-/cdk8s-plus-33-2.5.57.tgz";
    private static readonly Lazy<Task<OpenApiSchema>> s_schema = new(LoadAsync);
    private readonly Dictionary<string, Dictionary<string, Field>> _definitions = [];
    private readonly Dictionary<string, string> _interfaces = [];
    private readonly CustomSchemas _custom;

    private OpenApiSchema(string declarations, CustomSchemas custom)
    {
        _custom = custom;
        foreach (Match field in FieldPattern().Matches(declarations))
        {
            var definition = field.Groups["definition"].Value;
            if (!_definitions.TryGetValue(definition, out var fields))
            {
                _definitions[definition] = fields = [];
            }

            fields[field.Groups["name"].Value] = new(field.Groups["optional"].Length == 0, Regex.Replace(field.Groups["type"].Value, @"\s+", " "));
        }

        foreach (Match type in InterfacePattern().Matches(declarations))
        {
            _interfaces[type.Groups["type"].Value] = type.Groups["definition"].Value;
        }
    }

    public static Task<OpenApiSchema> V133 => s_schema.Value;

    /// <summary>What is wrong with an object; empty when nothing is.</summary>
    public IReadOnlyList<string> ProblemsOf(YamlMappingNode item)
    {
        var (version, kind) = (Text(item, "apiVersion"), Text(item, "kind"));
        if (_custom.Knows(version))
        {
            return _custom.ProblemsOf(item, version, kind, (metadata, path, found) => Check(metadata, "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta", path, found));
        }

        var definition = $"{GroupOf(version)}.{kind}";
        if (!_definitions.ContainsKey(definition))
        {
            return [$"{version} {kind}: no such kind"];
        }

        var problems = new List<string>();
        var body = new YamlMappingNode(item.Children.Where(pair => pair.Key.ToString() is not ("apiVersion" or "kind")));
        Check(body, definition, kind, problems);
        return problems;
    }

    /// <summary>The objects of a text.</summary>
    public static IEnumerable<YamlMappingNode> Documents(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Select(document => (YamlMappingNode)document.RootNode);
    }

    private static async Task<OpenApiSchema> LoadAsync()
    {
        var folder = await Tools.FetchAsync(Package, "cdk8s-plus-33-2.5.57", (_, _) => Task.CompletedTask);
        return new(await File.ReadAllTextAsync(Path.Combine(folder, "package", "lib", "imports", "k8s.d.ts")), await CustomSchemas.LoadAsync());
    }

    private static string GroupOf(string version) => version.Split('/') switch
    {
        [var core] => $"io.k8s.api.core.{core}",
        [var group, var number] => $"io.k8s.api.{group.Split('.')[0]}.{number}",
        _ => version,
    };

    private void Check(YamlMappingNode node, string definition, string path, List<string> problems)
    {
        var fields = _definitions[definition];
        foreach (var (key, value) in node.Children)
        {
            if (fields.TryGetValue(key.ToString(), out var field))
            {
                CheckType(value, field.Type, $"{path}.{key}", problems);
            }
            else if (!(key.ToString() is "apiVersion" or "kind" && fields.ContainsKey("metadata") && fields.ContainsKey("spec")))
            {
                // The declarations leave these two out: a template of claims has them.
                problems.Add($"{path}.{key}: {definition} has no such field");
            }
        }

        problems.AddRange(fields
            .Where(field => field.Value.IsRequired && !node.Children.ContainsKey(new YamlScalarNode(field.Key)))
            .Select(field => $"{path}.{field.Key}: {definition} needs it"));
    }

    private void CheckType(YamlNode value, string type, string path, List<string> problems)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal) && value is YamlSequenceNode list)
        {
            for (var i = 0; i < list.Children.Count; i++)
            {
                CheckType(list.Children[i], type[..^2], $"{path}[{i}]", problems);
            }
        }
        else if (MapPattern().Match(type) is { Success: true } map && value is YamlMappingNode pairs)
        {
            foreach (var (key, item) in pairs.Children)
            {
                CheckType(item, map.Groups["type"].Value, $"{path}[{key}]", problems);
            }
        }
        else if (_interfaces.TryGetValue(type, out var definition) && value is YamlMappingNode node)
        {
            Check(node, definition, path, problems);
        }
        else if (!IsScalar(value, type))
        {
            problems.Add($"{path}: '{value}' is no {type}");
        }
    }

    /// <summary>Whether a value is of a type. A plain scalar is what YAML 1.1 makes of it, a quoted one is text.</summary>
    public static bool IsScalar(YamlNode value, string type) => value is YamlScalarNode scalar && type switch
    {
        "string" => scalar.Style is not YamlDotNet.Core.ScalarStyle.Plain || !LooksLikeAnother(scalar.Value!),
        "number" => scalar.Style is YamlDotNet.Core.ScalarStyle.Plain && long.TryParse(scalar.Value, out _),
        "boolean" => scalar.Style is YamlDotNet.Core.ScalarStyle.Plain && scalar.Value is "true" or "false",
        "Quantity" => QuantityPattern().IsMatch(scalar.Value!),
        "IntOrString" => true,
        _ => false,
    };

    // What is too great for a number is text: kubectl writes a hash such as 12e4567 without quotes.
    private static bool LooksLikeAnother(string text) => OtherPattern().IsMatch(text) && !(double.TryParse(text, CultureInfo.InvariantCulture, out var number) && double.IsInfinity(number));

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    [GeneratedRegex(@"@schema (?<definition>io\.k8s\.[\w.-]+)#(?<name>[\w$]+)\s*\*/\s*readonly \w+(?<optional>\??): (?<type>\{[^}]*\}|[^;]+);")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"@schema (?<definition>io\.k8s\.[\w.-]+)\s*\*/\s*export interface (?<type>\w+) \{")]
    private static partial Regex InterfacePattern();

    [GeneratedRegex(@"^\{ \[key: string\]: (?<type>[^;]+); \}$")]
    private static partial Regex MapPattern();

    [GeneratedRegex(@"^[0-9.]+(m|k|Ki|Mi|Gi|Ti)?$")]
    private static partial Regex QuantityPattern();

    [GeneratedRegex(@"^([-+]?[0-9][0-9_.]*(e[-+]?[0-9]+)?|0x[0-9a-f]+|true|false|yes|no|on|off|y|n|null|~|)$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherPattern();

    private sealed record Field(bool IsRequired, string Type);
}
