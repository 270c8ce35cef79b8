using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Devstack.CommandLine.Shells;

/// <summary><see cref="IForegroundProcess"/> of this machine.</summary>
internal sealed class ForegroundProcess : IForegroundProcess
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int HangUp = 1;

    // Linux' own. Without a terminal the program gets a session of its own: a signal to the whole group would end it before this process knows why.
    private const string Setsid = "/usr/bin/setsid";

    public bool IsTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public async Task<ForegroundResult> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        int? signal = null;
        var start = !IsTerminal && File.Exists(Setsid) ? new ProcessStartInfo(Setsid, [program, .. arguments]) : new ProcessStartInfo(program, arguments);
        start.UseShellExecute = false;
        using var process = new Process { StartInfo = start };

        // The terminal sends Ctrl+C to the program too: it decides. This process waits for it and passes its exit code on.
        // Without one, nobody else may have been told.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, Terminate));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, HangUp));
        process.Start();
        await process.WaitForExitAsync();
        return new(process.ExitCode, signal);

        void Stop(PosixSignalContext context)
        {
            if (IsTerminal)
            {
                Note(context, Interrupt);
            }
            else
            {
                End(context, Interrupt);
            }
        }

        void Note(PosixSignalContext context, int number)
        {
            context.Cancel = true;
            signal = number;
        }

        void End(PosixSignalContext context, int number)
        {
            Note(context, number);
            process.Kill();
        }
    }
}
