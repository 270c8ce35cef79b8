using System.Text;
using CliWrap;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>What a command ended with.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>Runs <c>./devstack</c> as a person does.</summary>
internal static class Launcher
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public static Task<Outcome> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string?>(), arguments);

    public static async Task<Outcome> RunAsync(string folder, Dictionary<string, string?> environment, params string[] arguments)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        var result = await Cli.Wrap(Repository.PathTo("devstack"))
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(limit.Token);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }
}
