namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What people see before they are members, and what authors may upload.</summary>
internal static class Registration
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (context.IsLms)
        {
            var fields = settings.Merge.Map("REGISTRATION_EXTRA_FIELDS");
            fields["terms_of_service"] = "hidden";
            fields["honor_code"] = "hidden";
            settings.Yaml["COURSE_CATALOG_VISIBILITY_PERMISSION"] = "see_in_catalog";
            settings.Yaml["COURSE_ABOUT_VISIBILITY_PERMISSION"] = "see_about_page";
        }
        else
        {
            settings.Yaml["MAX_ASSET_UPLOAD_FILE_SIZE_IN_MB"] = 100;
        }
    }
}
