using System.ComponentModel;
using System.Diagnostics;
using Devstack.Compose.Files;
using Devstack.Publishing.Targets;

namespace Devstack.Compose.Deploying;

/// <summary>Runs the scripts of this folder on a server, or here.</summary>
/// <param name="host">The server; <see langword="null"/> for this machine.</param>
/// <param name="ssh">The SSH client.</param>
internal sealed class HostShell(SshHost? host, string ssh = HostShell.Ssh)
{
    public const string Ssh = "ssh";
    private const int SshFailed = 255;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>What it is called in messages.</summary>
    public string Name => host?.Destination ?? "this machine";

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The name of an embedded script.</param>
    /// <param name="arguments">Its arguments. None is a secret: a process list shows them.</param>
    /// <param name="send">Writes its standard input, which ends afterwards; <see langword="null"/> leaves it open until the script has ended.</param>
    /// <param name="output">Takes each line of its output.</param>
    /// <param name="errors">Takes each line of its errors.</param>
    /// <param name="cancellationToken">Ends standard input, upon which the script ends itself.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        string script, IReadOnlyList<string> arguments, Func<Stream, Task>? send, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        using var process = Start(script, arguments);
        // Both streams at once: a full one blocks the other side while this one waits for the other stream.
        var (said, complained) = (CopyAsync(process.StandardOutput, output), CopyAsync(process.StandardError, errors));
        var input = process.StandardInput;
        try
        {
            if (send is not null)
            {
                await SendAsync(send, input);
            }

            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(process, input);
            throw;
        }

        await Task.WhenAll(said, complained);
        return host is not null && process.ExitCode == SshFailed
            ? throw new DeployException($"ssh doesn't get to {host.Destination}; its own words are above. Try it by hand: ssh {(host.Port is { } port ? $"-p {port} " : "")}{host.Destination}")
            : process.ExitCode;
    }

    private Process Start(string script, IReadOnlyList<string> arguments)
    {
        // The script is an argument, so that standard input is free for the data.
        string[] command = ["sh", "-c", ComposeOutput.Resource(DeployScript.Lock) + ComposeOutput.Resource(script), script, .. arguments];
        var start = host is null
            ? new ProcessStartInfo(command[0], command[1..])
            : new ProcessStartInfo(ssh, [.. host.Arguments, string.Join(' ', command.Select(Quote))]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new DeployException($"'{start.FileName}' isn't on the PATH of this machine. Install {(host is null ? "a POSIX shell" : "an SSH client (Debian: openssh-client)")}.", error);
        }
    }

    private static async Task SendAsync(Func<Stream, Task> send, StreamWriter input)
    {
        try
        {
            await send(input.BaseStream);
            input.Close();
        }
        catch (IOException)
        {
            // The other side has ended before it took everything; its exit code and its words say why.
        }
    }

    private static async Task EndAsync(Process process, StreamWriter input)
    {
        try
        {
            input.Close();
            using var patience = new CancellationTokenSource(s_patience);
            await process.WaitForExitAsync(patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task CopyAsync(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync(line);
        }
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
