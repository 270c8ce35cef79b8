using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.Codejail;

/// <summary>Codejail: openedx/codejail-service in eduNEXT's image (eduNEXT/tutor-contrib-codejail, May 2026). Course authors' Python runs in it, and not in the platform.</summary>
internal static class CodejailService
{
    public const string Name = "codejail";

    /// <summary>The user <c>app</c> of its image. No other process of the machine has that number: the kernel counts a user's processes, whichever container they are in.</summary>
    public const int User = 15826504;

    public const int Port = 8550;

    private const int Mebibyte = 1 << 20;

    // eduNEXT gives 3. A loop without an end is stopped by its processor time; this is for programs that wait, and for a machine that starts everything at
    // once: the service tries its sandbox within it, and says 503 until its next start when one of the tries has taken longer.
    private const int RealSeconds = 10;

    public static OpenEdxService Of(OpenEdxResource platform) => new()
    {
        Image = platform.Release.Images.Services[Name],
        Title = "Codejail",
        CodeFolder = "/app",
        SettingsModule = "codejail_service.settings.production",
        // Whoever reaches it can run programs: nobody outside of the stack does.
        DevelopmentPort = null,
        Port = Port,
        // It says 503 until it has tried the sandbox from inside, and found it closed.
        HealthPath = "/health/",
        Icon = "BoxToolbox",
        User = User,
        // Its users and the paths that the AppArmor profile names are those of the image.
        HasDevelopmentTools = false,
        // A sandbox is made for each answer, by sudo.
        HasReadOnlyRoot = false,
        UsesMySql = false,
        Settings = [Settings],
        PlatformSettings = [Platform],
    };

    private static void Settings(OpenEdxServiceContext context, ServiceSettings settings)
    {
        settings.Set["CODEJAIL_ENABLED"] = true;
        settings.Set["CODE_JAIL"] = new SettingsMap
        {
            ["python_bin"] = "/sandbox/venv/bin/python",
            ["user"] = "sandbox",
            // Seconds, bytes and processes, as eduNEXT gives most of them: matplotlib alone takes 300 MiB.
            ["limits"] = new SettingsMap
            {
                ["CPU"] = 3,
                ["REALTIME"] = RealSeconds,
                ["VMEM"] = 512 * Mebibyte,
                ["FSIZE"] = 10 * Mebibyte,
                ["NPROC"] = 15,
                ["PROXY"] = 0,
            },
        };
    }

    private static void Platform(PlatformSettingsContext context, ServiceSettings settings)
    {
        Graders.RunElsewhere(context, settings, $"http://{Name}:{Port}");
        // As long as a program may take, and a second for the way (xmodule/capa/safe_exec/remote_exec.py; 3.5 by default).
        settings.Assign(context, "CODE_JAIL_REST_SERVICE_READ_TIMEOUT", RealSeconds + 1);
    }
}
