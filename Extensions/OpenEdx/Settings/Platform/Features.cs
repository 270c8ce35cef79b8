namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Feature flags that belong to no other concern.</summary>
internal static class Features
{
    private static readonly (string Name, bool On)[] Both =
    [
        ("CERTIFICATES_HTML_VIEW", true),
        ("MILESTONES_APP", true),
        ("ENABLE_PREREQUISITE_COURSES", true),
        ("ENABLE_LEARNER_RECORDS", false), // needs credentials
        ("PREVENT_CONCURRENT_LOGINS", false), // logs people out of their second device
    ];

    private static readonly (string Name, bool On)[] Lms =
    [
        ("ENABLE_COMBINED_LOGIN_REGISTRATION", true),
        ("ENABLE_GRADE_DOWNLOADS", true),
        ("ENABLE_MOBILE_REST_API", true),
        ("ENABLE_OAUTH2_PROVIDER", true),
        ("ENABLE_THIRD_PARTY_AUTH", true),
        ("ENABLE_FOOTER_MOBILE_APP_LINKS", false),
    ];

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        foreach (var (name, on) in context.IsLms ? [.. Both, .. Lms] : Both)
        {
            settings.Flag(context, name, on);
        }
    }
}
