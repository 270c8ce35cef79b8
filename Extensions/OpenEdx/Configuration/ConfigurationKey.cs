using System.Globalization;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The way to a value: <c>ports.lms</c> is <c>ports</c>, then <c>lms</c>.</summary>
internal static class ConfigurationKey
{
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The parts of a key that a person types.</summary>
    /// <remarks>The key of a map of simple values may have dots itself, as the names of flags have: all that is left is it.</remarks>
    public static IReadOnlyList<string> Split(string key)
    {
        var parts = new List<string>();
        OptionShape? shape = OptionShape.Root;
        var rest = key;
        while (rest.Length > 0)
        {
            var dot = shape is MapShape { Value: ScalarShape } ? -1 : rest.IndexOf('.', StringComparison.Ordinal);
            var part = dot < 0 ? rest : rest[..dot];
            rest = dot < 0 ? "" : rest[(dot + 1)..];
            parts.Add(part);
            shape = Below(shape, part);
        }

        return parts;
    }

    /// <summary>The parts of a variable's name, without its prefix: <c>PORTS__LMS</c>.</summary>
    /// <remarks>Variables are upper case and have no dashes, so options are found without case and underscores, and names of
    /// services and routes become lower case with dashes. Other keys, the names of flags and settings, stay as they are.</remarks>
    public static IReadOnlyList<string> SplitVariable(string name)
    {
        var parts = new List<string>();
        OptionShape? shape = OptionShape.Root;
        foreach (var written in name.Split("__"))
        {
            var part = shape switch
            {
                SectionShape section => section.Keys.FirstOrDefault(key => IsSame(key, written)) ?? written.ToLowerInvariant(),
                MapShape { KeysAreNames: true } => written.ToLowerInvariant().Replace('_', '-'),
                _ => written,
            };
            parts.Add(part);
            shape = Below(shape, part);
        }

        return parts;
    }

    /// <summary>The shape at the end of a path; <see langword="null"/> where there is none, or any YAML.</summary>
    public static OptionShape? ShapeAt(IEnumerable<string> path) => path.Aggregate((OptionShape?)OptionShape.Root, Below);

    /// <summary>Throws unless options or maps have all parts of a path; below a setting anything goes.</summary>
    public static void ThrowIfUnknown(IReadOnlyList<string> path)
    {
        OptionShape? shape = OptionShape.Root;
        foreach (var (index, part) in path.Index())
        {
            var known = shape is SectionShape section ? section.Keys : [];
            shape = shape is FreeShape ? shape : Below(shape, part);
            if (shape is null)
            {
                throw new DevstackConfigurationException(
                    $"unknown key '{string.Join('.', path.Take(index + 1))}'.{NearestName.Question(part, known)}");
            }
        }
    }

    private static OptionShape? Below(OptionShape? shape, string part) => shape switch
    {
        SectionShape section => section.Find(part)?.Shape,
        MapShape map => map.Value,
        ListShape list when int.TryParse(part, CultureInfo.InvariantCulture, out _) => list.Item,
        _ => null,
    };

    private static bool IsSame(string key, string written) =>
        string.Equals(key, written.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
