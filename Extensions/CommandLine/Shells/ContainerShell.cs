using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Shells;

/// <summary>Runs commands in the running containers of a stack, in the foreground.</summary>
internal sealed class ContainerShell(StackIdentity stack, IContainerEngine engine, IForegroundProcess foreground)
{
    // Whoever is interrupted without a terminal leaves its command behind in the container: the engine passes no signal on.
    // All processes of a call carry its variable. Interrupted first, as Ctrl+C would have done.
    private const string EndCall = """
        for process in /proc/[0-9]*; do
            if tr '\0' '\n' <"$process/environ" 2>/dev/null | grep -qx "DEVSTACK_CALL=$1"; then kill -"$2" "${process#/proc/}" 2>/dev/null; fi
        done
        true
        """;

    // What the engine returns for a program that isn't there differs between engines and their versions; a shell's 127 doesn't.
    private const string RunCommand = "exec \"$@\"";

    /// <summary>Runs a command in a service's container and returns the command's own exit code.</summary>
    /// <param name="service">The service.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Ends the search for the container; the command is ended by signals.</param>
    /// <exception cref="CommandFailedException">The service doesn't run, or there is none of that name.</exception>
    public async Task<int> RunAsync(string service, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var container = await new RunningServices(stack, engine).FindAsync(service, cancellationToken);
        var call = Guid.NewGuid().ToString("N");
        string[] terminal = foreground.IsTerminal ? ["--tty"] : [];
        var result = await foreground.RunAsync(
            engine.Command, ["exec", "--interactive", .. terminal, "--env", $"DEVSTACK_CALL={call}", container.Name, "sh", "-c", RunCommand, "sh", .. command]);
        if (result.Signal is not { } signal || (foreground.IsTerminal && signal is 2))
        {
            return result.ExitCode;
        }

        await engine.ExecAsync(container.Name, ["sh", "-c", EndCall, "devstack", call, signal is 2 ? "INT" : "TERM"], input: null, cancellationToken);
        return 128 + signal;
    }
}
