namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Uploads in an S3 store of the user's own, instead of on volumes.</summary>
internal static class ObjectStore
{
    private const string Backend = "storages.backends.s3boto3.S3Boto3Storage";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        var external = context.Options.External.S3;
        if (!external.IsUsed)
        {
            // Empty: with keys, production.py would choose S3 by itself.
            settings.Yaml["AWS_ACCESS_KEY_ID"] = "";
            settings.Yaml["AWS_SECRET_ACCESS_KEY"] = "";
            return;
        }

        var server = Server.External(context.Platform, "s3", external, external.Tls ? 443 : 80);
        settings.Yaml["AWS_ACCESS_KEY_ID"] = server.User ?? "";
        settings.Yaml["AWS_SECRET_ACCESS_KEY"] = server.Password is { } password ? new SecretText(password) : "";
        settings.Yaml["AWS_STORAGE_BUCKET_NAME"] = external.Bucket;
        settings.Yaml["AWS_S3_ENDPOINT_URL"] = $"{(server.Tls ? "https" : "http")}://{(external.Port is null ? server.Host : server.Address)}";
        settings.Yaml["AWS_S3_CUSTOM_DOMAIN"] = "";
        settings.Yaml["AWS_S3_SIGNATURE_VERSION"] = "s3v4";
        settings.Yaml["AWS_QUERYSTRING_AUTH"] = true;
        settings.Insist("AWS_DEFAULT_ACL", null);
        settings.Insist("AWS_QUERYSTRING_EXPIRE", 604800);
        if (external.Region is not null)
        {
            settings.Yaml["AWS_S3_REGION_NAME"] = external.Region;
        }

        // The old name: every release moves it to where its Django looks.
        settings.Yaml["DEFAULT_FILE_STORAGE"] = Backend;
        if (context.Development && context.Release.HasFeatureProxy)
        {
            // devstack.py goes back to files; Ulmo, which made flags settings, also brought Django 5 and STORAGES.
            settings.Merge.Map("STORAGES").Map("default")["BACKEND"] = Backend;
        }
        else if (context.Development)
        {
            settings.Set["DEFAULT_FILE_STORAGE"] = Backend;
        }

        if (!context.IsLms)
        {
            settings.Insist("COURSE_IMPORT_EXPORT_STORAGE", Backend);
            settings.Insist("USER_TASKS_ARTIFACT_STORAGE", Backend);
        }

        // Names in a bucket don't begin with a slash.
        settings.Merge.Map("VIDEO_IMAGE_SETTINGS").Map("STORAGE_KWARGS")["location"] = "openedx/media/";
        settings.Merge.Map("VIDEO_TRANSCRIPTS_SETTINGS").Map("STORAGE_KWARGS")["location"] = "openedx/media/";
        var grades = settings.Yaml.Map("GRADES_DOWNLOAD");
        grades["STORAGE_CLASS"] = Backend;
        grades["STORAGE_KWARGS"] = new SettingsMap { ["location"] = "openedx/media/grades", ["bucket_name"] = external.Bucket };
        settings.Set["GRADES_DOWNLOAD"] = grades;
        settings.Assign(context, "ORA2_FILEUPLOAD_BACKEND", "s3");
        settings.Yaml["FILE_UPLOAD_STORAGE_BUCKET_NAME"] = external.Bucket;
        settings.Yaml["OPENEDX_LEARNING"] = new SettingsMap
        {
            ["MEDIA"] = new SettingsMap
            {
                ["BACKEND"] = Backend,
                ["OPTIONS"] = new SettingsMap { ["location"] = "openedx-learning", ["bucket_name"] = external.Bucket },
            },
        };
        if (context.IsLms)
        {
            settings.Merge["PROFILE_IMAGE_BACKEND"] = PlatformSettingsWriting.Replace(new SettingsMap
            {
                ["class"] = Backend,
                ["options"] = new SettingsMap { ["bucket_name"] = external.Bucket, ["location"] = "openedx/media/profile-images/", ["querystring_auth"] = false },
            });
        }
    }
}
