using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Tests;

/// <summary>
/// The schemas of the kinds that operators bring: Gateway API, KEDA, External Secrets, Sealed Secrets. They come from the npm packages
/// <c>@kubernetes-models/*</c>, whose declarations are generated from the CustomResourceDefinitions of each project.
/// </summary>
internal sealed partial class CustomSchemas
{
    private const string Metadata = "IIoK8sApimachineryPkgApisMetaV1ObjectMeta";

    private static readonly (string Package, string Version)[] s_packages =
        [("gateway-api", "2.0.0"), ("keda", "2.0.0"), ("external-secrets", "2.0.0"), ("sealed-secrets", "6.0.0")];

    private readonly Dictionary<string, Dictionary<string, (bool IsRequired, string Type)>> _objects = [];
    private readonly Dictionary<string, string> _scalars = [];
    private readonly Dictionary<(string Version, string Kind), string> _kinds = [];
    private readonly HashSet<string> _groups = [];

    private CustomSchemas(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            Read(file);
        }
    }

    /// <summary>Fetches the packages once.</summary>
    public static async Task<CustomSchemas> LoadAsync()
    {
        var folders = await Task.WhenAll(s_packages.Select(package => Tools.FetchAsync(
            $"https://registry.npmjs.org/@kubernetes-models/{package.Package}/-/{package.Package}-{package.Version}.tgz",
            $"kubernetes-models-{package.Package}-{package.Version}",
            (_, _) => Task.CompletedTask)));
        return new(folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.d.ts", SearchOption.AllDirectories)).Order(StringComparer.Ordinal));
    }

    /// <summary>Whether an object is one of these operators'.</summary>
    public bool Knows(string version) => _groups.Contains(version.Split('/')[0]);

    /// <summary>What is wrong with an object; empty when nothing is.</summary>
    /// <param name="item">The object.</param>
    /// <param name="version">Its group and version.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="checkMetadata">Checks what all kinds have.</param>
    public IReadOnlyList<string> ProblemsOf(YamlMappingNode item, string version, string kind, Action<YamlMappingNode, string, List<string>> checkMetadata)
    {
        if (!_kinds.TryGetValue((version, kind), out var type))
        {
            return [$"{version} {kind}: no such kind"];
        }

        var problems = new List<string>();
        Check(item, _objects[type], kind, problems, checkMetadata);
        return problems;
    }

    private void Read(string file)
    {
        var text = File.ReadAllText(file);
        if (AliasPattern().Match(text) is not { Success: true } alias)
        {
            return; // an index
        }

        var name = alias.Groups["alias"].Value;
        if (ScalarPattern().Match(text) is { Success: true } scalar)
        {
            _scalars[name] = SpacePattern().Replace(scalar.Groups["type"].Value, " ");
            return;
        }

        // The class and not the interface, which leaves out what it inherits.
        var fields = FieldPattern().Matches(ClassPattern().Match(text).Groups["body"].Value).ToDictionary(
            field => field.Groups["name"].Value,
            field => (field.Groups["optional"].Length == 0, SpacePattern().Replace(field.Groups["type"].Value, " ")));
        _objects[name] = fields;
        if (fields.TryGetValue("apiVersion", out var version) && fields.TryGetValue("kind", out var kind) && version.Item2.Contains('/', StringComparison.Ordinal))
        {
            _kinds[(version.Item2.Trim('"'), kind.Item2.Trim('"'))] = name;
            _groups.Add(version.Item2.Trim('"').Split('/')[0]);
        }
    }

    private void Check(YamlMappingNode node, Dictionary<string, (bool IsRequired, string Type)> fields, string path, List<string> problems, Action<YamlMappingNode, string, List<string>> checkMetadata)
    {
        foreach (var (key, value) in node.Children)
        {
            if (fields.TryGetValue(key.ToString(), out var field))
            {
                CheckType(value, field.Type, $"{path}.{key}", problems, checkMetadata);
            }
            else
            {
                problems.Add($"{path}.{key}: no such field");
            }
        }

        problems.AddRange(fields.Where(field => field.Value.IsRequired && !node.Children.ContainsKey(new YamlScalarNode(field.Key))).Select(field => $"{path}.{field.Key}: needed"));
    }

    private void CheckType(YamlNode value, string type, string path, List<string> problems, Action<YamlMappingNode, string, List<string>> checkMetadata)
    {
        if (type is Metadata && value is YamlMappingNode metadata)
        {
            checkMetadata(metadata, path, problems);
        }
        else if (_scalars.TryGetValue(type, out var scalar))
        {
            CheckType(value, scalar, path, problems, checkMetadata);
        }
        else if (_objects.TryGetValue(type, out var fields) && value is YamlMappingNode node)
        {
            Check(node, fields, path, problems, checkMetadata);
        }
        else if (ListPattern().Match(type) is { Success: true } list && value is YamlSequenceNode items)
        {
            for (var i = 0; i < items.Children.Count; i++)
            {
                CheckType(items.Children[i], list.Groups["type"].Value, $"{path}[{i}]", problems, checkMetadata);
            }
        }
        else if (MapPattern().Match(type) is { Success: true } map && value is YamlMappingNode pairs)
        {
            foreach (var (key, item) in pairs.Children)
            {
                CheckType(item, map.Groups["type"].Value, $"{path}[{key}]", problems, checkMetadata);
            }
        }
        else if (!type.Split(" | ").Any(choice => OpenApiSchema.IsScalar(value, choice) || IsLiteral(value, choice)))
        {
            problems.Add($"{path}: '{value}' is no {type}");
        }
    }

    private static bool IsLiteral(YamlNode value, string choice) => value is YamlScalarNode scalar && (choice[0] is '"' or >= '0' and <= '9') && scalar.Value == choice.Trim('"');

    [GeneratedRegex(@"export type \{ \w+ as (?<alias>\w+), ")]
    private static partial Regex AliasPattern();

    [GeneratedRegex(@"^export type I\w+ = (?<type>\{[^}]*\}|[^;]+);", RegexOptions.Multiline)]
    private static partial Regex ScalarPattern();

    [GeneratedRegex(@"export declare class \w+ extends [^{]+ \{\n(?<body>.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ClassPattern();

    [GeneratedRegex("^    \"(?<name>[^\"]+)\"(?<optional>\\??): (?<type>\\{[^}]*\\}|[^;]+);", RegexOptions.Multiline)]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();

    [GeneratedRegex("^Array<(?<type>.+)>$")]
    private static partial Regex ListPattern();

    [GeneratedRegex(@"^\{ \[key: string\]: (?<type>[^;]+); \}$")]
    private static partial Regex MapPattern();
}
