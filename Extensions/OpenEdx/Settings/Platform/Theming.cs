using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Comprehensive themes.</summary>
internal static class Theming
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Yaml["ENABLE_COMPREHENSIVE_THEMING"] = true;
        // The image's folder for themes.
        settings.Yaml["COMPREHENSIVE_THEME_DIRS"] = List("/openedx/themes");
        if (context.Options.Theme.FolderName is { } theme)
        {
            settings.Yaml["DEFAULT_SITE_THEME"] = theme;
        }
    }
}
