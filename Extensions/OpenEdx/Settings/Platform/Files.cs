namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Where uploads lie: on volumes that LMS, Studio and their workers share.</summary>
internal static class Files
{
    /// <summary>The cache in which the upload of an assignment begins.</summary>
    public const string OraCache = "ora2-storage";

    private const string MediaFolder = "/openedx/media/";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Assign(context, "MEDIA_ROOT", MediaFolder);
        settings.Merge.Map("VIDEO_IMAGE_SETTINGS").Map("STORAGE_KWARGS")["location"] = MediaFolder;
        settings.Merge.Map("VIDEO_TRANSCRIPTS_SETTINGS").Map("STORAGE_KWARGS")["location"] = MediaFolder;
        settings.Yaml["GRADES_DOWNLOAD"] = new SettingsMap
        {
            ["STORAGE_TYPE"] = "",
            ["STORAGE_KWARGS"] = new SettingsMap { ["base_url"] = "/media/grades/", ["location"] = "/openedx/media/grades" },
        };
        if (context.IsLms)
        {
            settings.Merge.Map("PROFILE_IMAGE_BACKEND").Map("options")["location"] = "/openedx/media/profile-images/";
        }

        settings.Assign(context, "ORA2_FILEUPLOAD_BACKEND", "filesystem");
        settings.Yaml["ORA2_FILEUPLOAD_ROOT"] = "/openedx/data/ora2";
        settings.Yaml["ORA2_FILEUPLOAD_CACHE_NAME"] = OraCache;
        settings.Yaml["FILE_UPLOAD_STORAGE_BUCKET_NAME"] = "openedxuploads";
        // Files of content libraries: never served by a URL.
        settings.Yaml["OPENEDX_LEARNING"] = new SettingsMap
        {
            ["MEDIA"] = new SettingsMap
            {
                ["BACKEND"] = "django.core.files.storage.FileSystemStorage",
                ["OPTIONS"] = new SettingsMap { ["location"] = "/openedx/media-private/openedx-learning" },
            },
        };
    }
}
