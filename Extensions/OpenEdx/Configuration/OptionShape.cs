using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Devstack.OpenEdx.Configuration;

/// <summary>What an option's type allows to be written. Read from the option classes: there is no second list of keys.</summary>
internal abstract record OptionShape
{
    private static readonly ConcurrentDictionary<Type, SectionShape> Sections = new();

    /// <summary>The shape of <c>devstack.yaml</c>.</summary>
    public static SectionShape Root => Section(typeof(DevstackOptions));

    /// <summary>What a right value is, with its article.</summary>
    public abstract string Expected { get; }

    private static SectionShape Section(Type type) => Sections.GetOrAdd(type, static type => new SectionShape(
        type,
        [.. type.GetProperties().Where(property => property.CanWrite).Select(property => new Option(KeyOf(property), property, Of(property)))]));

    private static string KeyOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static OptionShape Of(PropertyInfo property) => Of(property.PropertyType, property);

    private static OptionShape Of(Type type, PropertyInfo property)
    {
        if (type == typeof(JsonObject))
        {
            return new FreeShape();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
        {
            return new MapShape(
                Of(type.GetGenericArguments()[1], property), property.IsDefined(typeof(KeysAreNamesAttribute)));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IList<>))
        {
            return new ListShape((ScalarShape)Of(type.GetGenericArguments()[0], property));
        }

        var scalar = Nullable.GetUnderlyingType(type) ?? type;
        return scalar == typeof(string) || scalar == typeof(int) || scalar == typeof(bool) || scalar.IsEnum
            ? new ScalarShape(scalar, property.GetCustomAttribute<ValueRuleAttribute>(), property.IsDefined(typeof(RelativePathAttribute)))
            : Section(type);
    }
}

/// <summary>A key of a section.</summary>
internal sealed record Option(string Key, PropertyInfo Property, OptionShape Shape);

/// <summary>A class of options: only its keys.</summary>
internal sealed record SectionShape(Type Type, IReadOnlyList<Option> Options) : OptionShape
{
    public IEnumerable<string> Keys => Options.Select(option => option.Key);

    public override string Expected => $"a section with keys ({string.Join(", ", Keys)})";

    public Option? Find(string key) => Options.FirstOrDefault(option => option.Key == key);
}

/// <summary>A map from any key to values of one shape.</summary>
internal sealed record MapShape(OptionShape Value, bool KeysAreNames) : OptionShape
{
    public override string Expected => $"keys with {Value.Expected} each";
}

/// <summary>A list.</summary>
internal sealed record ListShape(ScalarShape Item) : OptionShape
{
    public override string Expected => "a list";
}

/// <summary>Any mapping.</summary>
internal sealed record FreeShape : OptionShape
{
    public override string Expected => "a mapping of settings";
}

/// <summary>A single value.</summary>
internal sealed record ScalarShape(Type Type, ValueRuleAttribute? Rule, bool IsPath) : OptionShape
{
    public override string Expected => Rule?.Expected
        ?? (Type.IsEnum ? $"one of {string.Join(", ", Names)}"
            : Type == typeof(bool) ? "true or false"
            : Type == typeof(int) ? "a whole number"
            : "a text");

    /// <summary>All right values as they are written, when they have names.</summary>
    public IEnumerable<string> Names =>
        Rule?.Names ?? (Type.IsEnum ? Enum.GetNames(Type).Select(JsonNamingPolicy.CamelCase.ConvertName) : []);

    public bool Accepts(string text) => (Rule?.Accepts(text) ?? true) && TryConvert(text, out _);

    public object Convert(string text) => TryConvert(text, out var value)
        ? value
        : throw new ArgumentException($"'{text}' is not {Expected}.", nameof(text));

    private bool TryConvert(string text, out object value)
    {
        object? converted = Type.IsEnum ? Names.Contains(text) ? Enum.Parse(Type, text, ignoreCase: true) : null
            : Type == typeof(bool) ? PlainScalar.ToBoolean(text)
            : Type == typeof(int) ? int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null
            : text.Length > 0 ? text : null;
        value = converted ?? text;
        return converted is not null;
    }
}
