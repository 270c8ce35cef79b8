using CliWrap;

namespace Devstack.OpenEdx.Development;

/// <summary>The empty folders of a checkout on which volumes are mounted.</summary>
internal static class MountPoints
{
    /// <summary>Makes those that are missing. Where a volume has no folder to lie on, the engine would make one in the checkout, as root.</summary>
    /// <param name="checkout">The checkout's folder. When there is none, nothing is done: the check before the start names it.</param>
    /// <param name="folders">The folders, relative to it, with forward slashes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task MakeAsync(string checkout, IEnumerable<string> folders, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(checkout))
        {
            return;
        }

        foreach (var path in folders)
        {
            var folder = checkout;
            foreach (var part in path.Split('/'))
            {
                folder = Path.Combine(folder, part);
                if (!Directory.Exists(folder))
                {
                    await MakeAsync(folder, checkout, cancellationToken);
                }
            }
        }
    }

    private static async Task MakeAsync(string folder, string checkout, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess)
        {
            // A checkout belongs to a person, also when root starts the devstack.
            await Cli.Wrap("chown").WithArguments([$"--reference={checkout}", folder]).ExecuteAsync(cancellationToken);
        }
    }
}
