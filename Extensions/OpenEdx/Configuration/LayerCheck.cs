using System.Globalization;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Holds a layer against the shape of the options: unknown keys and wrong types, each with its place.</summary>
internal sealed class LayerCheck(ConfigurationProblems problems)
{
    /// <summary>Checks a layer.</summary>
    /// <returns>The layer without what is wrong, and without sections that are only headings.</returns>
    public MappingNode Check(ConfigurationNode? layer, SettingOrigin origin) =>
        (layer is null ? null : Check(OptionShape.Root, layer, "") as MappingNode) ?? new MappingNode(origin, []);

    private ConfigurationNode? Check(OptionShape shape, ConfigurationNode node, string path) => (shape, node) switch
    {
        (ScalarShape scalar, ScalarNode value) => Scalar(scalar, value, path),

        // "ports:" with all entries commented out sets nothing.
        (not ScalarShape, ScalarNode { IsNull: true }) => null,
        (SectionShape section, MappingNode mapping) => Section(section, mapping, path),
        (MapShape map, MappingNode mapping) => Map(map, mapping, path),
        (FreeShape, MappingNode mapping) => mapping,
        (ListShape list, ListNode items) => List(list, items, path),
        (ListShape list, MappingNode numbered) when IsNumbered(numbered) => List(list, ByNumber(numbered), path),
        _ => Wrong(shape, node, path),
    };

    private ScalarNode? Scalar(ScalarShape shape, ScalarNode node, string path)
    {
        if (node.IsNull || shape.Accepts(node.Text))
        {
            return node;
        }

        problems.Add(
            node.Origin,
            $"'{path}' is '{node.Text}', not {shape.Expected}.{NearestName.Question(node.Text, shape.Names)}");
        return null;
    }

    private MappingNode Section(SectionShape shape, MappingNode node, string path)
    {
        var entries = new List<KeyValuePair<string, ConfigurationNode>>();
        foreach (var (key, value) in node.Entries)
        {
            var at = ConfigurationKey.Join(path, key);
            if (shape.Find(key) is not { } option)
            {
                problems.Add(value.Origin, Unknown(shape, key, path, at));
            }
            else if (Check(option.Shape, value, at) is { } right)
            {
                entries.Add(new(key, right));
            }
        }

        return node with { Entries = entries };
    }

    private static string Unknown(SectionShape shape, string key, string path, string at)
    {
        if (path.StartsWith("external.", StringComparison.Ordinal) && SecretNames.Match(key))
        {
            return SecretNames.Instead(at);
        }

        var question = NearestName.Question(key, shape.Keys);
        return $"unknown key '{at}'.{(question.Length > 0 ? question : $" Known here: {string.Join(", ", shape.Keys)}.")}";
    }

    private MappingNode Map(MapShape shape, MappingNode node, string path) => node with
    {
        Entries =
        [
            .. node.Entries
                .Select(entry => (entry.Key, Value: Check(shape.Value, entry.Value, ConfigurationKey.Join(path, entry.Key))))
                .Where(entry => entry.Value is not null)
                .Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)),
        ],
    };

    private ListNode List(ListShape shape, ListNode node, string path)
    {
        var items = new List<ConfigurationNode>();
        foreach (var (index, item) in node.Items.Index())
        {
            var at = ConfigurationKey.Join(path, index.ToString(CultureInfo.InvariantCulture));
            if (item is ScalarNode { IsNull: true })
            {
                problems.Add(item.Origin, $"'{at}' is empty, not {shape.Item.Expected}.");
            }
            else if (Check(shape.Item, item, at) is { } right)
            {
                items.Add(right);
            }
        }

        return node with { Items = items };
    }

    private ConfigurationNode? Wrong(OptionShape shape, ConfigurationNode node, string path)
    {
        var found = node switch
        {
            ScalarNode scalar => $"'{scalar.Text}'",
            ListNode => "a list",
            _ => "a mapping",
        };
        var name = path.Length == 0 ? "the file" : $"'{path}'";
        var hint = (shape, node) is (ListShape, ScalarNode item) ? $" Write [{item.Text}]." : "";
        problems.Add(node.Origin, $"{name} is {found}, not {shape.Expected}.{hint}");
        return null;
    }

    // Variables name the items of a list by number, as everywhere in .NET: DEVSTACK__CHECKOUTS__0.
    private static bool IsNumbered(MappingNode node) =>
        node.Origin.Layer is SettingLayer.Environment or SettingLayer.CommandLine
        && node.Entries.All(entry => int.TryParse(entry.Key, CultureInfo.InvariantCulture, out _));

    private static ListNode ByNumber(MappingNode node) => new(
        node.Origin, [.. node.Entries.OrderBy(entry => int.Parse(entry.Key, CultureInfo.InvariantCulture)).Select(entry => entry.Value)]);
}
