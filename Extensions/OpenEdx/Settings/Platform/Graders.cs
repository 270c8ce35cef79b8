namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Programs of learners: none runs inside the platform's own containers, and no outside grader is asked.</summary>
internal static class Graders
{
    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        // Without a sandbox (the service codejail) a Python problem would run as the platform itself.
        settings.Yaml["CODE_JAIL"] = new SettingsMap { ["python_bin"] = "nonexistingpythonbinary", ["user"] = null };
        settings.Yaml["XQUEUE_INTERFACE"] = new SettingsMap { ["django_auth"] = null, ["url"] = null };
    }
}
