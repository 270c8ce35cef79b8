using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Devstack.CommandLine.Stacks;

/// <summary><see cref="IAppHostProcesses"/> of this machine.</summary>
/// <param name="program">The AppHost's program and its first arguments.</param>
internal sealed class AppHostProcesses(IReadOnlyList<string> program) : IAppHostProcesses
{
    // A session of its own: neither Ctrl+C in this terminal nor its end reaches the AppHost. Where there is no setsid
    // (macOS) the AppHost ignores both signals instead. exec: the process id stays the one that we know.
    private const string Detach = """
        log=$1; shift
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@" >"$log" 2>&1 </dev/null; fi
        trap '' HUP INT
        exec "$@" >"$log" 2>&1 </dev/null
        """;

    /// <summary>This process's own program: <c>dotnet AppHost.dll</c>, or the AppHost's executable.</summary>
    public static IReadOnlyList<string> OwnProgram =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!).Equals("dotnet", StringComparison.OrdinalIgnoreCase)
            ? [Environment.ProcessPath!, Assembly.GetEntryAssembly()!.Location]
            : [Environment.ProcessPath!];

    public int Start(IReadOnlyList<string> arguments, string log)
    {
        string[] words = [.. program, .. arguments];
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe")
            {
                UseShellExecute = true,
                WindowStyle = ProcessWindowStyle.Hidden,
                Arguments = $"/d /s /c \"{string.Join(' ', words.Select(word => $"\"{word}\""))} > \"{log}\" 2>&1\"",
            }
            : new ProcessStartInfo("/bin/sh", ["-c", Detach, "devstack", log, .. words]) { UseShellExecute = false };

        using var process = Process.Start(start) ?? throw new CommandFailedException("The AppHost could not be started in the background.");
        return process.Id;
    }

    public void Terminate(int processId)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no signal for it. The orchestrator notices, and the containers are stopped after it.
            Find(processId)?.Kill();
            return;
        }

        using var kill = Process.Start("/bin/sh", ["-c", "kill -TERM \"$1\" 2>/dev/null", "devstack", processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task WaitForExitAsync(int processId, CancellationToken cancellationToken)
    {
        using var process = Find(processId);
        if (process is not null)
        {
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    private static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
