using Devstack.OpenEdx.Settings;

namespace Devstack.OpenEdx.Tests.Settings;

public sealed class ComparedWithTutor
{
    // lms.env.yml, cms.env.yml and common_all of Tutor 22 (tutor.md 5.2 and 5.3).
    private static readonly string[] Both = Names("""
        SITE_NAME BOOK_URL LOG_DIR LOGGING_ENV OAUTH_OIDC_ISSUER PLATFORM_NAME CONTACT_EMAIL LANGUAGE_CODE LMS_ROOT_URL CMS_ROOT_URL LMS_BASE CMS_BASE
        CELERY_BROKER_TRANSPORT CELERY_BROKER_HOSTNAME CELERY_BROKER_VHOST CELERY_BROKER_USER CELERY_BROKER_PASSWORD ALTERNATE_WORKER_QUEUES
        ENABLE_COMPREHENSIVE_THEMING EMAIL_BACKEND EMAIL_HOST EMAIL_PORT EMAIL_USE_TLS EMAIL_HOST_USER EMAIL_HOST_PASSWORD HTTPS SESSION_COOKIE_DOMAIN
        CERTIFICATES_HTML_VIEW MILESTONES_APP ENABLE_PREREQUISITE_COURSES ENABLE_CSMH_EXTENDED ENABLE_LEARNER_RECORDS SECRET_KEY AWS_ACCESS_KEY_ID
        AWS_SECRET_ACCESS_KEY DOC_STORE_CONFIG XQUEUE_INTERFACE DATABASES CONTENTSTORE MODULESTORE DATA_DIR DJANGO_REDIS_IGNORE_EXCEPTIONS
        MEILISEARCH_ENABLED MEILISEARCH_URL MEILISEARCH_PUBLIC_URL MEILISEARCH_INDEX_PREFIX MEILISEARCH_API_KEY MEILISEARCH_MASTER_KEY SEARCH_ENGINE CACHES
        SITE_ID CONTACT_MAILING_ADDRESS DEFAULT_FROM_EMAIL DEFAULT_FEEDBACK_EMAIL SERVER_EMAIL TECH_SUPPORT_EMAIL BUGS_EMAIL UNIVERSITY_EMAIL PRESS_EMAIL
        PAYMENT_SUPPORT_EMAIL BULK_EMAIL_DEFAULT_FROM_EMAIL API_ACCESS_MANAGER_EMAIL API_ACCESS_FROM_EMAIL INSTALLED_APPS DATABASE_ROUTERS MEDIA_ROOT
        VIDEO_IMAGE_SETTINGS VIDEO_TRANSCRIPTS_SETTINGS GRADES_DOWNLOAD ORA2_FILEUPLOAD_BACKEND ORA2_FILEUPLOAD_ROOT ORA2_FILEUPLOAD_CACHE_NAME
        FILE_UPLOAD_STORAGE_BUCKET_NAME LOGGING EMAIL_USE_SSL EMAIL_FILE_PATH ACE_ENABLED_CHANNELS ACE_CHANNEL_DEFAULT_EMAIL ACE_CHANNEL_TRANSACTIONAL_EMAIL
        LANGUAGE_COOKIE_NAME X_FRAME_OPTIONS JWT_AUTH ENABLE_DISCUSSION_SERVICE PREVENT_CONCURRENT_LOGINS ENABLE_CORS_HEADERS CORS_ALLOW_CREDENTIALS
        CORS_ORIGIN_ALLOW_ALL CORS_ALLOW_INSECURE CORS_ORIGIN_WHITELIST CODE_JAIL OPENEDX_LEARNING EVENT_BUS_PRODUCER EVENT_BUS_CONSUMER
        EVENT_BUS_REDIS_CONNECTION_URL EVENT_BUS_TOPIC_PREFIX ALLOWED_HOSTS
        """);

    // tutor.md 5.4.
    private static readonly string[] Lms = Names("""
        ACE_ROUTING_KEY ENABLE_COMBINED_LOGIN_REGISTRATION ENABLE_GRADE_DOWNLOADS ENABLE_MOBILE_REST_API ENABLE_OAUTH2_PROVIDER ENABLE_THIRD_PARTY_AUTH
        LOGIN_REDIRECT_WHITELIST REGISTRATION_EXTRA_FIELDS PROFILE_IMAGE_BACKEND COURSE_CATALOG_VISIBILITY_PERMISSION COURSE_ABOUT_VISIBILITY_PERMISSION
        OAUTH_ENFORCE_SECURE DEFAULT_EMAIL_LOGO_URL BULK_EMAIL_SEND_USING_EDX_ACE ENABLE_FOOTER_MOBILE_APP_LINKS MOBILE_STORE_ACE_URLS
        SOCIAL_MEDIA_FOOTER_ACE_URLS SEARCH_SKIP_SHOW_IN_CATALOG_FILTERING ENABLE_COURSE_DISCOVERY ENABLE_COURSEWARE_SEARCH ENABLE_DASHBOARD_SEARCH
        SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_SAMESITE IDA_LOGOUT_URI_LIST SEARCH_SKIP_ENROLLMENT_START_DATE_FILTERING
        """);

    private static readonly string[] LmsDevelopment = Names("""
        WEBPACK_CONFIG_PATH LMS_INTERNAL_ROOT_URL ENABLE_COURSEWARE_MICROFRONTEND ENABLE_ENTERPRISE_INTEGRATION SYSTEM_WIDE_ROLE_CLASSES
        """);

    // tutor.md 5.5.
    private static readonly string[] Cms = Names("""
        ENABLE_LIBRARY_INDEX STUDIO_NAME SOCIAL_AUTH_EDX_OAUTH2_SECRET SOCIAL_AUTH_EDX_OAUTH2_URL_ROOT SOCIAL_AUTH_EDX_OAUTH2_KEY
        SOCIAL_AUTH_EDX_OAUTH2_PUBLIC_URL_ROOT SOCIAL_AUTH_REDIRECT_IS_HTTPS SESSION_COOKIE_NAME MAX_ASSET_UPLOAD_FILE_SIZE_IN_MB FRONTEND_LOGIN_URL
        FRONTEND_REGISTER_URL ENABLE_COURSEWARE_INDEX
        """);

    private static readonly string[] CmsDevelopment = ["WEBPACK_CONFIG_PATH"];

    [Theory]
    [InlineData("sumac")]
    [InlineData("teak")]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    [InlineData("master")]
    public void EverySettingIsThereOrLeftOutForAReason(string release)
    {
        var missing =
            from variant in Platforms.Variants
            from development in new[] { true, false }
            let written = Written(PlatformSettings.Of(Platforms.Of(release, development), variant, development))
            from name in Expected(variant, development)
            where !written.Contains(name) && !IntendedDifferences.LeftOut.ContainsKey(name)
            select $"{variant} {(development ? "development" : "production")}: {name}";

        Assert.Empty(missing);
    }

    [Fact]
    public void ADifferenceIsOfANameThatTutorOrWeSet()
    {
        var written = Written(PlatformSettings.Of(Platforms.Of("verawood"), PlatformVariant.Cms, development: true));

        Assert.Empty(IntendedDifferences.LeftOut.Keys.Where(written.Contains));
        Assert.Empty(IntendedDifferences.Other.Keys.Where(name => !written.Contains(name)));
    }

    private static string[] Expected(PlatformVariant variant, bool development) => (variant, development) switch
    {
        (PlatformVariant.Lms, true) => [.. Both, .. Lms, .. LmsDevelopment],
        (PlatformVariant.Lms, false) => [.. Both, .. Lms],
        (_, true) => [.. Both, .. Cms, .. CmsDevelopment],
        _ => [.. Both, .. Cms],
    };

    private static HashSet<string> Written(ServiceSettings settings) =>
        [.. settings.Sections().SelectMany(section => section.Map).Select(setting => setting.Key), .. settings.Yaml.Map("FEATURES").Select(flag => flag.Key)];

    private static string[] Names(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
