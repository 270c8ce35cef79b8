using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Settings;

/// <summary>The settings of LMS and Studio.</summary>
public static class PlatformSettings
{
    /// <summary>The settings of one of the two.</summary>
    /// <param name="platform">The platform, complete with its datastores.</param>
    /// <param name="variant">Which.</param>
    /// <param name="development">Whether they are for a devstack; else for a published platform.</param>
    public static ServiceSettings Of(OpenEdxResource platform, PlatformVariant variant, bool development) =>
        Of(new(platform, variant, development));

    /// <summary>The same as the document that the containers read.</summary>
    /// <inheritdoc cref="Of(OpenEdxResource, PlatformVariant, bool)"/>
    public static string DocumentOf(OpenEdxResource platform, PlatformVariant variant, bool development) => DocumentOf(new(platform, variant, development));

    /// <summary>The document of a context whose options may differ from those that the platform was started with.</summary>
    internal static string DocumentOf(PlatformSettingsContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SettingsYaml.Write(
            Of(context),
            $"Settings of {(context.IsLms ? "the LMS" : "Studio")}, made by Devstack. Change them in devstack.yaml, below 'settings'.");
    }

    // What services tell of themselves comes before what the user has set.
    private static ServiceSettings Of(PlatformSettingsContext context) => ServiceSettings.From(
        context, [.. PlatformFragments.All, .. context.Platform.Services.SelectMany(service => service.Definition.PlatformSettings), UserSettings.Apply]);
}
