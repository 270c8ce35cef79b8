using System.Globalization;
using System.Text.RegularExpressions;
using Devstack.Kubernetes.Files;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Helm;

/// <summary>The text of one object in which single values are expressions of Helm.</summary>
/// <remarks>The object is written as everywhere else; then a value's place is marked in the tree, and the mark replaced in the text.</remarks>
internal sealed partial class HelmTemplate
{
    private readonly List<string> _expressions = [];

    public HelmTemplate(IKubernetesObject<V1ObjectMeta> item)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(ManifestYaml.Serialize(item)));
        Root = (YamlMappingNode)stream.Documents[0].RootNode;
    }

    public YamlMappingNode Root { get; }

    /// <summary>The node at the end of a path of keys; <see langword="null"/> when it isn't there.</summary>
    public static YamlNode? Find(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(key, out var next) ? next : null;
        }

        return node;
    }

    /// <summary>The items of a list; none when it isn't there.</summary>
    public static IEnumerable<YamlNode> Items(YamlNode? node) => node is YamlSequenceNode list ? list.Children : [];

    /// <summary>Puts an expression in the place of a value that is there.</summary>
    public void Replace(YamlNode? map, string key, string expression)
    {
        if (Find(map, key) is not null)
        {
            Set(map!, key, expression);
        }
    }

    /// <summary>Puts an expression under a key.</summary>
    public void Set(YamlNode map, string key, string expression) => ((YamlMappingNode)map).Children[key] = new YamlScalarNode(Mark(expression));

    /// <summary>Stands for an expression until the text is written; it may be a part of a value.</summary>
    public string Mark(string expression)
    {
        _expressions.Add(expression);
        return string.Create(CultureInfo.InvariantCulture, $"EXPRESSION{_expressions.Count - 1}ENDS");
    }

    /// <summary>All texts below a node, to be changed one by one.</summary>
    public static IEnumerable<YamlScalarNode> Scalars(YamlNode? node) => node switch
    {
        YamlScalarNode scalar => [scalar],
        YamlSequenceNode list => list.Children.SelectMany(Scalars),
        YamlMappingNode map => map.Children.Values.SelectMany(Scalars),
        _ => [],
    };

    /// <summary>The template, with a line of hyphens before it.</summary>
    public string Write()
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        new YamlStream(new YamlDocument(Root)).Save(writer, assignAnchors: false);
        var text = DocumentEnd().Replace(writer.ToString(), "");
        return "---\n" + MarkPattern().Replace(Escape(text), mark => $"{{{{ {_expressions[int.Parse(mark.Groups[1].ValueSpan, CultureInfo.InvariantCulture)]} }}}}");
    }

    /// <summary>Text that Helm writes as it is.</summary>
    public static string Escape(string text) => text.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal);

    [GeneratedRegex("EXPRESSION([0-9]+)ENDS")]
    private static partial Regex MarkPattern();

    [GeneratedRegex(@"\.\.\.\n\z")]
    private static partial Regex DocumentEnd();
}
