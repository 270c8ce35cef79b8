using System.Globalization;
using Devstack.Publishing.Targets;

namespace Devstack.Compose.Deploying;

/// <summary>Carries an output folder to its server, and runs its <c>deploy.sh</c> there.</summary>
internal static class ComposeDeployment
{
    private const string Receive = "receive.sh";
    private const string Attended = "attended.sh";

    /// <exception cref="DeployException">It doesn't run there; what the server said has been passed on.</exception>
    public static async Task RunAsync(DeployRequest request, CancellationToken cancellationToken, string ssh = HostShell.Ssh)
    {
        if (request.Place is not null || request.IsForced || request.IsMaintenance)
        {
            throw new DeployException($"{(request.Place is not null ? "--overlay" : request.IsForced ? "--force-conflicts" : "--maintenance")} is for Kubernetes; with Docker Compose a server is named by --host ssh://user@host.");
        }

        var host = request.Connection is { } address ? SshHost.Parse(address) : null;
        var shell = new HostShell(host, ssh);
        var folder = host is null ? request.Folder : host.Folder ?? NameOf(request.Folder);
        string[] arguments = request.IsDiff ? [folder, "--diff"] : [folder];
        if (host is not null)
        {
            await request.Progress.WriteLineAsync($"Carrying {Parcel.FilesOf(request.Folder).Count.ToString(CultureInfo.InvariantCulture)} files to {shell.Name}:{folder}");
            var output = request.IsDiff ? request.Output : request.Progress;
            var received = await shell.RunAsync(Receive, arguments, stream => Parcel.WriteAsync(request.Folder, stream, cancellationToken), output, request.Progress, cancellationToken);
            Check(received, $"{(request.IsDiff ? "Nobody can say what would change on" : "The folder can't be taken by")} {shell.Name}");
            if (request.IsDiff)
            {
                return;
            }
        }

        var seconds = Math.Ceiling(request.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var ended = await shell.RunAsync(Attended, [seconds, .. arguments], send: null, request.IsDiff ? request.Output : request.Progress, request.Progress, cancellationToken);
        Check(ended, $"{(request.IsDiff ? "Nobody can say what would change on" : "The deployment failed on")} {shell.Name}, in {folder}");
    }

    private static void Check(int exitCode, string what)
    {
        if (exitCode != 0)
        {
            throw new DeployException($"{what}; what it said is above. Deploy again when the cause is gone.");
        }
    }

    private static string NameOf(string folder) =>
        File.ReadLines(Path.Combine(folder, "compose.yaml")).First(line => line.StartsWith("name: ", StringComparison.Ordinal))["name: ".Length..].Trim('\'', '"');
}
