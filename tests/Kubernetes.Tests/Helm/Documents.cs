using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Tests.Helm;

/// <summary>YAML as it is meant: without an order of keys, and without a way of quoting.</summary>
internal static class Documents
{
    public static IEnumerable<YamlNode> Of(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents.Select(document => document.RootNode).Where(node => node is YamlMappingNode);
    }

    /// <summary>One line for each value, with its path. Nothing is what is empty.</summary>
    public static string Sorted(YamlNode node)
    {
        var text = new StringBuilder();
        Write(text, node, Name(node));
        return text.ToString();
    }

    private static string Name(YamlNode node) => $"{node["kind"]} {node["metadata"]["name"]}";

    private static void Write(StringBuilder text, YamlNode node, string path)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal))
                {
                    Write(text, value, $"{path}.{key}");
                }

                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Write(text, list.Children[i], $"{path}[{i}]");
                }

                break;
            case YamlScalarNode scalar:
                // "1" is a text, 1 is a number.
                var isText = scalar.Style is not ScalarStyle.Plain || !IsOther(scalar.Value!);
                text.Append(path).Append(isText ? " = '" : " = ").Append(scalar.Value).Append(isText ? "'\n" : "\n");
                break;
        }
    }

    private static bool IsOther(string value) => value is "true" or "false" or "null" || decimal.TryParse(value, out _);
}
