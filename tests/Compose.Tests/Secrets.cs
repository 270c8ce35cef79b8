using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>Runs the script of an output folder.</summary>
internal static class Secrets
{
    public static Task<BufferedCommandResult> TryCreateAsync(TemporaryFolder folder) => Cli.Wrap("sh")
        .WithArguments(["secrets/create.sh"])
        .WithWorkingDirectory(folder.Path)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);

    public static async Task CreateAsync(TemporaryFolder folder)
    {
        var result = await TryCreateAsync(folder);
        Assert.True(result.ExitCode == 0, $"secrets/create.sh ended with {result.ExitCode}: {result.StandardOutput}{result.StandardError}");
    }
}
