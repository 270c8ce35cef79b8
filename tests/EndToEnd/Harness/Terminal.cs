using System.Text;
using CliWrap;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>Runs <c>./devstack</c> with something to read: from a pipe, or as a person at a terminal.</summary>
internal static class Terminal
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string Program = Path.Combine(Repository.Root, "devstack");

    /// <summary>Standard input is a pipe with this text.</summary>
    public static Task<Outcome> WithInputAsync(string folder, string input, params string[] arguments) =>
        RunAsync(folder, Program, arguments, input);

    /// <summary>Standard input and output are a terminal, at which these keys are typed. What it shows is in the output.</summary>
    public static Task<Outcome> TypeAsync(string folder, string keys, params string[] arguments) =>
        RunAsync(folder, "script", ["--quiet", "--return", "--command", string.Join(' ', arguments.Prepend(Program).Select(Quote)), "/dev/null"], keys);

    /// <summary>A call that goes on while the test does something else.</summary>
    public static Task<Outcome> WithInputAsync(string folder, PipeSource input, params string[] arguments) =>
        RunAsync(folder, Program, arguments, input);

    private static Task<Outcome> RunAsync(string folder, string program, string[] arguments, string input) =>
        RunAsync(folder, program, arguments, PipeSource.FromString(input));

    private static async Task<Outcome> RunAsync(string folder, string program, string[] arguments, PipeSource input)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        kill.CancelAfter(Limit);
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithStandardInputPipe(input)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(kill.Token);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
