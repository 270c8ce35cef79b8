namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Uploads in an S3 store, the stack's own or one of the user's, instead of on volumes.</summary>
internal static class ObjectStore
{
    private const int Week = 604800; // the longest that a signature may hold

    // Names in a bucket don't begin with a slash.
    private const string MediaFolder = "openedx/media/";

    /// <summary>Where avatars lie in the bucket of files: pages name them without a signature, so everyone may read them.</summary>
    public const string AvatarsFolder = $"{MediaFolder}profile-images/";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (S3Store.Of(context) is not { } store)
        {
            // Empty: with keys, production.py would choose S3 by itself.
            settings.Yaml["AWS_ACCESS_KEY_ID"] = "";
            settings.Yaml["AWS_SECRET_ACCESS_KEY"] = "";
            return;
        }

        LogIn(settings, store);
        KeepUploads(context, settings, store);
        KeepVideosAndGrades(settings, store);
        settings.Assign(context, "ORA2_FILEUPLOAD_BACKEND", "s3");
        settings.Yaml["FILE_UPLOAD_STORAGE_BUCKET_NAME"] = store.Uploads;
        KeepLibraries(settings, store);
        if (context.IsLms)
        {
            KeepAvatars(settings, store);
        }
    }

    private static void LogIn(ServiceSettings settings, S3Store store)
    {
        settings.Yaml["AWS_ACCESS_KEY_ID"] = store.AccessKey;
        settings.Yaml["AWS_SECRET_ACCESS_KEY"] = store.SecretKey is { } key ? new SecretText(key) : "";
        settings.Yaml["AWS_STORAGE_BUCKET_NAME"] = store.Files;
        settings.Yaml["AWS_S3_ENDPOINT_URL"] = store.Url;
        settings.Yaml["AWS_S3_CUSTOM_DOMAIN"] = "";
        settings.Yaml["AWS_S3_SIGNATURE_VERSION"] = "s3v4";
        settings.Yaml["AWS_QUERYSTRING_AUTH"] = true;
        settings.Insist("AWS_DEFAULT_ACL", null);
        settings.Insist("AWS_QUERYSTRING_EXPIRE", Week);
        if (store.Region is not null)
        {
            settings.Yaml["AWS_S3_REGION_NAME"] = store.Region;
        }
    }

    private static void KeepUploads(PlatformSettingsContext context, ServiceSettings settings, S3Store store)
    {
        // The old name: every release moves it to where its Django looks.
        settings.Yaml["DEFAULT_FILE_STORAGE"] = store.Backend;
        if (context.Development && context.Release.HasFeatureProxy)
        {
            // devstack.py goes back to files; Ulmo, which made flags settings, also brought Django 5 and STORAGES.
            settings.Merge.Map("STORAGES").Map("default")["BACKEND"] = store.Backend;
        }
        else if (context.Development)
        {
            settings.Set["DEFAULT_FILE_STORAGE"] = store.Backend;
        }

        if (!context.IsLms)
        {
            settings.Insist("COURSE_IMPORT_EXPORT_STORAGE", store.Backend);
            settings.Insist("USER_TASKS_ARTIFACT_STORAGE", store.Backend);
        }
    }

    private static void KeepVideosAndGrades(ServiceSettings settings, S3Store store)
    {
        settings.Merge.Map("VIDEO_IMAGE_SETTINGS").Map("STORAGE_KWARGS")["location"] = MediaFolder;
        settings.Merge.Map("VIDEO_TRANSCRIPTS_SETTINGS").Map("STORAGE_KWARGS")["location"] = MediaFolder;
        var grades = settings.Yaml.Map("GRADES_DOWNLOAD");
        grades["STORAGE_CLASS"] = store.Backend;
        grades["STORAGE_KWARGS"] = new SettingsMap { ["location"] = $"{MediaFolder}grades", ["bucket_name"] = store.Grades };
        settings.Set["GRADES_DOWNLOAD"] = grades;
    }

    private static void KeepLibraries(ServiceSettings settings, S3Store store)
    {
        var options = new SettingsMap { ["bucket_name"] = store.Learning.Bucket };
        if (store.Learning.Folder.Length > 0)
        {
            options["location"] = store.Learning.Folder;
        }

        settings.Yaml["OPENEDX_LEARNING"] = new SettingsMap { ["MEDIA"] = new SettingsMap { ["BACKEND"] = store.Backend, ["OPTIONS"] = options } };
    }

    // The platform puts a version behind their addresses, which no signature would survive: everyone may read them.
    private static void KeepAvatars(ServiceSettings settings, S3Store store) => settings.Merge["PROFILE_IMAGE_BACKEND"] = PlatformSettingsWriting.Replace(new SettingsMap
    {
        ["class"] = store.Backend,
        ["options"] = new SettingsMap { ["bucket_name"] = store.Files, ["location"] = AvatarsFolder, ["querystring_auth"] = false },
    });
}
