namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Programs of learners: none runs inside the platform's own containers, and no outside grader is asked.</summary>
internal static class Graders
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        // Without a sandbox (the service codejail) a Python problem would run as the platform itself.
        settings.Yaml["CODE_JAIL"] = new SettingsMap { ["python_bin"] = "nonexistingpythonbinary", ["user"] = null };
        settings.Yaml["XQUEUE_INTERFACE"] = new SettingsMap { ["django_auth"] = null, ["url"] = null };
        if (context.Options.External.Codejail.Url is { } url)
        {
            RunElsewhere(context, settings, url);
        }
    }

    /// <summary>Has Python problems run by a codejail service.</summary>
    /// <param name="context">Whose settings they are.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="url">Where it answers, without a slash at the end.</param>
    public static void RunElsewhere(PlatformSettingsContext context, ServiceSettings settings, string url)
    {
        settings.Assign(context, "ENABLE_CODEJAIL_REST_SERVICE", true);
        settings.Assign(context, "CODE_JAIL_REST_SERVICE_HOST", url);
    }
}
