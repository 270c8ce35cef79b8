using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>What only a devstack needs.</summary>
internal static class Development
{
    private const string EnterpriseRoles = "enterprise.SystemWideEnterpriseUserRoleAssignment";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        if (!context.Development)
        {
            return;
        }

        settings.Assign(context, "WEBPACK_CONFIG_PATH", "webpack.dev.config.js");
        // devstack.py of some releases asks for it; the release's image lacks it, and Django wouldn't start.
        settings.Remove.AddTo("INSTALLED_APPS", "debug_toolbar");
        settings.Remove["MIDDLEWARE"] = List(
            "debug_toolbar.middleware.DebugToolbarMiddleware",
            "lms.djangoapps.discussion.django_comment_client.utils.QueryCountDebugMiddleware");
        if (context.IsLms)
        {
            settings.Flag(context, "ENABLE_COURSEWARE_MICROFRONTEND", context.Sites.Contains("apps"));
            settings.Flag(context, "ENABLE_ENTERPRISE_INTEGRATION", false);
            settings.Remove["SYSTEM_WIDE_ROLE_CLASSES"] = List(EnterpriseRoles);
        }
    }
}
