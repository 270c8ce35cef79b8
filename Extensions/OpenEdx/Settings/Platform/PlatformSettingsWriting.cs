namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Ways to write a setting that hold against the modules of edx-platform.</summary>
internal static class PlatformSettingsWriting
{
    /// <summary>Writes a setting whose name <c>devstack.py</c> assigns, too: in development it is written again after that module.</summary>
    public static void Assign(this ServiceSettings settings, PlatformSettingsContext context, string name, object? value)
    {
        settings.Yaml[name] = value;
        if (context.Development)
        {
            settings.Set[name] = value;
        }
    }

    /// <summary>Writes a setting whose name <c>production.py</c> assigns itself, after it read the file.</summary>
    public static void Insist(this ServiceSettings settings, string name, object? value)
    {
        settings.Yaml[name] = value;
        settings.Set[name] = value;
    }

    /// <summary>Writes a feature flag. <c>FEATURES</c> works in all releases; <c>devstack.py</c> turns flags of its own choice on and off.</summary>
    public static void Flag(this ServiceSettings settings, PlatformSettingsContext context, string name, object? value)
    {
        settings.Yaml.Map("FEATURES")[name] = value;
        if (context.Development)
        {
            settings.Merge.Map("FEATURES")[name] = value;
        }
    }

    /// <summary>A list of values.</summary>
    public static IReadOnlyList<object?> List(params object?[] items) => items;

    /// <summary>In a section that merges, a value that replaces what was there instead.</summary>
    public static SettingsMap Replace(object? value) => new() { ["$replace"] = value };
}
