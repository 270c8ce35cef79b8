using System.Reflection;
using Aspire.Hosting;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>Aspire's own command, of the version that the AppHost is built with.</summary>
internal static class AspireCli
{
    private static readonly string Version =
        typeof(DistributedApplication).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Runs it with the AppHost, and asks nothing.</summary>
    public static async Task<Outcome> RunAsync(params string[] arguments)
    {
        var separator = Array.IndexOf(arguments, "--") is >= 0 and var found ? found : arguments.Length;
        var result = await Cli.Wrap(Path.Combine(await InstallAsync(), "aspire"))
            .WithArguments([.. arguments[..separator], "--apphost", Repository.PathTo("AppHost", "AppHost.csproj"), "--non-interactive", .. arguments[separator..]])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        return new(result.ExitCode, result.StandardOutput, result.StandardError);
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Repository.PathTo("artifacts", "aspire-cli", Version);
        if (!Directory.Exists(folder))
        {
            await MiniatureStack.ExecuteAsync("dotnet", "tool", "install", "Aspire.Cli", "--version", Version, "--tool-path", folder);
        }

        return folder;
    }
}
