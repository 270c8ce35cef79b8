using CliWrap;
using CliWrap.Buffered;

namespace Devstack.CommandLine.Verbs.CheckoutVerbs;

/// <summary>What git says of a repository elsewhere.</summary>
internal static class GitRemote
{
    private const int NothingFound = 2;

    /// <summary>Whether a repository has a branch or a tag of a name.</summary>
    /// <exception cref="CommandFailedException">git can't reach the repository, or there is no git.</exception>
    public static async Task<bool> HasAsync(string address, string name, CancellationToken cancellationToken)
    {
        var git = Cli.Wrap("git")
            .WithArguments(["ls-remote", "--exit-code", "--", address, $"refs/heads/{name}", $"refs/tags/{name}"])
            .WithValidation(CommandResultValidation.None);
        BufferedCommandResult result;
        try
        {
            result = await git.ExecuteBufferedAsync(cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new CommandFailedException("'git' isn't installed, or isn't in the PATH.");
        }

        return result.ExitCode switch
        {
            0 => true,
            NothingFound => false,
            _ => throw new CommandFailedException($"git can't read {address}:\n{result.StandardError.Trim()}"),
        };
    }
}
