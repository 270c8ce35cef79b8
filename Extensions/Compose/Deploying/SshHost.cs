using System.Globalization;
using Devstack.Publishing.Targets;

namespace Devstack.Compose.Deploying;

/// <summary>A server by SSH: <c>ssh://[user@]host[:port][/folder]</c>. Keys, names and jumps are those of the user's own ssh.</summary>
/// <param name="Destination">The host, with the user when one is named.</param>
/// <param name="Port">The port; <see langword="null"/> for ssh's own.</param>
/// <param name="Folder">Where the output goes; <see langword="null"/> for the stack's name in the user's home.</param>
internal sealed record SshHost(string Destination, int? Port, string? Folder)
{
    /// <summary>Reads an address.</summary>
    /// <exception cref="DeployException">It is none.</exception>
    public static SshHost Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "ssh" || uri.Host.Length == 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            throw new DeployException($"'{text}' is no server that Docker Compose can be deployed to. Write --host ssh://user@host, with :PORT and /FOLDER where they matter.");
        }

        var user = Uri.UnescapeDataString(uri.UserInfo);
        if (user.Contains(':', StringComparison.Ordinal))
        {
            throw new DeployException($"There is a password in the address of '{uri.Host}', and an address is seen in process lists. Leave it out: ssh asks for it, or takes a key.");
        }

        // A folder of '/' alone is none; a double slash isn't a home.
        var folder = Uri.UnescapeDataString(uri.AbsolutePath).TrimEnd('/');
        return new(user.Length == 0 ? uri.Host : $"{user}@{uri.Host}", uri.IsDefaultPort || uri.Port < 0 ? null : uri.Port, folder.Length == 0 ? null : folder);
    }

    /// <summary>The arguments of <c>ssh</c> that come before the command.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        // No terminal, since standard input is the data; a dead line is noticed within a minute.
        "-T", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4",
        .. Port is { } port ? (string[])["-p", port.ToString(CultureInfo.InvariantCulture)] : [],
        "--", Destination,
    ];
}
