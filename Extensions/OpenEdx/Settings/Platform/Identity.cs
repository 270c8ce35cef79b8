namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What the platform calls itself, its language and its addresses.</summary>
internal static class Identity
{
    // The one row that Django's own migration makes; the LMS's job gives it the name.
    private const int SiteId = 1;

    private static readonly string[] Addresses =
    [
        "CONTACT_EMAIL", "DEFAULT_FROM_EMAIL", "DEFAULT_FEEDBACK_EMAIL", "SERVER_EMAIL", "TECH_SUPPORT_EMAIL", "BUGS_EMAIL", "UNIVERSITY_EMAIL",
        "PRESS_EMAIL", "PAYMENT_SUPPORT_EMAIL", "BULK_EMAIL_DEFAULT_FROM_EMAIL", "API_ACCESS_MANAGER_EMAIL", "API_ACCESS_FROM_EMAIL",
    ];

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var options = context.Options;
        settings.Assign(context, "SECRET_KEY", new SecretText(context.Platform.Secrets.SecretKey));
        settings.Assign(context, "SITE_NAME", context.IsLms ? context.Sites.Lms.Base : context.Sites.Cms.Base);
        settings.Yaml["SITE_ID"] = SiteId;
        settings.Yaml["PLATFORM_NAME"] = options.PlatformName;
        settings.Yaml["BOOK_URL"] = "";
        settings.Yaml["LANGUAGE_CODE"] = options.Language;
        if (options.Languages.Count > 0)
        {
            IReadOnlyList<object?> languages = [.. options.Languages];
            settings.Keep["LANGUAGES"] = languages;
            settings.Keep["LANGUAGE_DICT"] = languages;
        }

        settings.Yaml["LANGUAGE_COOKIE_NAME"] = "openedx-language-preference";
        settings.Yaml["CONTACT_MAILING_ADDRESS"] = $"{options.PlatformName} - {context.Sites.Lms.Url}";
        if (!context.IsLms)
        {
            settings.Yaml["STUDIO_NAME"] = $"{options.PlatformName} - Studio";
        }

        foreach (var address in Addresses)
        {
            settings.Yaml[address] = options.ContactEmail;
        }
    }
}
