using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>The local engine.</summary>
internal static class Docker
{
    public static async Task<string> RunAsync(params IReadOnlyList<string> arguments)
    {
        var result = await TryAsync(new Dictionary<string, string?>(), arguments);
        Assert.True(result.ExitCode == 0, $"docker {string.Join(' ', arguments)}\nended with {result.ExitCode}:\n{result.StandardOutput}{result.StandardError}");
        return result.StandardOutput.Trim();
    }

    /// <summary>Values of variables go by the environment of the client: a value may have several lines.</summary>
    public static async Task<BufferedCommandResult> TryAsync(IReadOnlyDictionary<string, string?> variables, params IReadOnlyList<string> arguments) => await Cli.Wrap("docker")
        .WithArguments(arguments)
        .WithEnvironmentVariables(variables)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);
}
