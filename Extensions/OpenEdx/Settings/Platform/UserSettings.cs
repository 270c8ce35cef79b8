namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What the user has set, last: it wins over all of the above and over what edx-platform's modules compute.</summary>
/// <remarks>A mapping changes what it names and leaves the rest; anything else replaces the whole value.</remarks>
internal static class UserSettings
{
    // production.py reads these in a shape of its own: after it, their names mean something else or nothing.
    private static readonly HashSet<string> InTheFileOnly =
    [
        "ADDL_INSTALLED_APPS", "CELERY_EXTRA_IMPORTS", "CELERY_QUEUES", "DATA_DIR", "DEFAULT_FILE_STORAGE", "EVENT_TRACKING_BACKENDS",
        "EXTRA_MIDDLEWARE_CLASSES", "STATICFILES_STORAGE",
    ];

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        foreach (var (name, on) in context.Options.Features.OrderBy(feature => feature.Key, StringComparer.Ordinal))
        {
            ChangeParts(settings, "FEATURES", new SettingsMap { [name] = on });
        }

        if (context.Options.Settings.TryGetValue(context.IsLms ? "lms" : "cms", out var own))
        {
            foreach (var (name, value) in own)
            {
                Change(context, settings, name, JsonSettings.From(value));
            }
        }
    }

    private static void Change(PlatformSettingsContext context, ServiceSettings settings, string name, object? value)
    {
        if (InTheFileOnly.Contains(name))
        {
            settings.Yaml[name] = value;
        }
        else if (value is SettingsMap changes)
        {
            ChangeParts(settings, name, changes);
        }
        else
        {
            settings.Insist(name, value);
            settings.Merge.Remove(name);
            settings.Append.Remove(name);
            settings.Remove.Remove(name);
        }

        // A flag by its own name: FEATURES, which is carried out after it, would turn it back.
        if (value is bool && (context.Release.HasFeatureProxy || settings.Yaml.Map("FEATURES").ContainsKey(name)))
        {
            ChangeParts(settings, "FEATURES", new SettingsMap { [name] = value });
        }
    }

    private static void ChangeParts(ServiceSettings settings, string name, SettingsMap changes)
    {
        // In the file a mapping would replace the platform's own one whole; flags are the exception.
        if (name == "FEATURES" || (settings.Yaml.ContainsKey(name) && settings.Yaml[name] is SettingsMap))
        {
            Merge(settings.Yaml.Map(name), changes);
        }

        Merge(settings.Merge.Map(name), changes);
    }

    private static void Merge(SettingsMap into, SettingsMap changes)
    {
        if (into.ContainsKey("$replace") && into["$replace"] is SettingsMap whole)
        {
            into = whole;
        }

        foreach (var (key, value) in changes)
        {
            if (value is SettingsMap inner && into.ContainsKey(key) && into[key] is SettingsMap present)
            {
                Merge(present, inner);
            }
            else
            {
                into[key] = value is SettingsMap copied ? Copy(copied) : value;
            }
        }
    }

    // The sections of a document don't share mappings: a later change of one would change the other.
    private static SettingsMap Copy(SettingsMap map)
    {
        var copy = new SettingsMap();
        Merge(copy, map);
        return copy;
    }
}
