using CliWrap;
using CliWrap.Buffered;

namespace Devstack.OpenEdx.Development;

/// <summary>Whom a checkout belongs to.</summary>
internal static class CheckoutOwner
{
    /// <summary>User and group as an engine takes them, for example <c>1000:1000</c>; <see langword="null"/> where the engine's virtual machine sees to owners (macOS, Windows).</summary>
    /// <param name="folder">The checkout's folder.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string?> OfAsync(string folder, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var result = await Cli.Wrap("stat").WithArguments(["--format", "%u:%g", folder]).ExecuteBufferedAsync(cancellationToken);
        return result.StandardOutput.Trim();
    }
}
