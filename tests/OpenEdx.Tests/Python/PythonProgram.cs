using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Devstack.OpenEdx.Tests.Python;

/// <summary>A Python program of these tests, with the library's own programs and the stand-in for edx-platform on its path.
/// It needs Debian's python3-yaml and python3-cryptography.</summary>
internal static class PythonProgram
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    public static (string Output, string Errors) Run(string program, Dictionary<string, string> variables, [CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here)!;
        var start = new ProcessStartInfo("/usr/bin/python3", ["-B", Path.Combine(folder, program)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = $"{Path.Combine(folder, "platform")}:{Path.GetFullPath(Path.Combine(folder, "../../../Extensions/OpenEdx/Python"))}";
        start.Environment["PYTHONUTF8"] = "1";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        // Both streams at once: a full pipe blocks the program.
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Timeout))
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{errors.GetAwaiter().GetResult()}");
        return (output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}
