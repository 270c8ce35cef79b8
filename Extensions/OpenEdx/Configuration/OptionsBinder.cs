using System.Collections;
using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Fills the option classes from a checked layer.</summary>
/// <param name="resolvePath">Makes a path absolute, given who wrote it.</param>
internal sealed class OptionsBinder(Func<SettingOrigin, string, string> resolvePath)
{
    public DevstackOptions Bind(MappingNode node)
    {
        var options = new DevstackOptions();
        Fill(OptionShape.Root, node, options);
        return options;
    }

    private void Fill(SectionShape shape, MappingNode node, object section)
    {
        foreach (var option in shape.Options)
        {
            switch (node[option.Key])
            {
                case null or ScalarNode { IsNull: true }:
                    break; // the default stays
                case MappingNode below when option.Shape is SectionShape nested:
                    Fill(nested, below, option.Property.GetValue(section)!);
                    break;
                case { } value:
                    option.Property.SetValue(section, Value(option.Shape, value, option.Property.PropertyType));
                    break;
            }
        }
    }

    private object Value(OptionShape shape, ConfigurationNode node, Type type) => (shape, node) switch
    {
        (ScalarShape scalar, ScalarNode value) => scalar.IsPath ? resolvePath(value.Origin, value.Text) : scalar.Convert(value.Text),
        (ListShape list, ListNode items) => List(list, items, type),
        (MapShape map, MappingNode entries) => Map(map, entries, type),
        (FreeShape, MappingNode any) => (JsonObject)any.ToJson(),
        _ => throw new InvalidOperationException($"{node.Origin}: a value of the wrong type passed the check."),
    };

    private IList List(ListShape shape, ListNode node, Type type)
    {
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()))!;
        foreach (var item in node.Items)
        {
            items.Add(Value(shape.Item, item, type.GetGenericArguments()[0]));
        }

        return items;
    }

    private IDictionary Map(MapShape shape, MappingNode node, Type type)
    {
        var entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
        foreach (var (key, value) in node.Entries.Where(entry => entry.Value is not ScalarNode { IsNull: true }))
        {
            entries.Add(key, Value(shape.Value, value, type.GetGenericArguments()[1]));
        }

        return entries;
    }
}
