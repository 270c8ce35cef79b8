using System.Text;
using System.Threading.Channels;
using CliWrap;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>Runs <c>./devstack</c> with something to read: from a pipe, or as a person at a terminal.</summary>
internal static class Terminal
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private const string Script = "script";

    private static readonly string Program = Path.Combine(Repository.Root, "devstack");

    /// <summary>Standard input is a pipe with this text.</summary>
    public static Task<Outcome> WithInputAsync(string folder, string input, params string[] arguments) =>
        RunAsync(folder, Program, arguments, input);

    /// <summary>Standard input and output are a terminal, at which these keys are typed. What it shows is in the output.</summary>
    public static Task<Outcome> TypeAsync(string folder, string keys, params string[] arguments) =>
        RunAsync(folder, Script, InTerminal(arguments), keys);

    /// <summary>The same, but each of the keys only when the screen shows what a person waits for: a prompt or an answer.</summary>
    public static async Task<Outcome> TalkAsync(string folder, (string Shown, string Keys)[] steps, params string[] arguments)
    {
        var output = new StringBuilder();
        var said = Channel.CreateUnbounded<string>();
        var keyboard = PipeSource.Create(async (stream, cancellationToken) =>
        {
            await foreach (var keys in said.Reader.ReadAllAsync(cancellationToken))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(keys), cancellationToken);
            }
        });
        var screen = PipeTarget.Create(async (stream, cancellationToken) =>
        {
            var (step, seen) = (0, 0);
            var buffer = new byte[1024];
            for (var count = await stream.ReadAsync(buffer, cancellationToken); count > 0; count = await stream.ReadAsync(buffer, cancellationToken))
            {
                output.Append(Encoding.UTF8.GetString(buffer, 0, count));
                if (step < steps.Length && output.ToString().IndexOf(steps[step].Shown, seen, StringComparison.Ordinal) >= 0)
                {
                    seen = output.Length;
                    said.Writer.TryWrite(steps[step++].Keys);
                }
            }

            said.Writer.Complete();
        });
        var end = await RunAsync(folder, Script, InTerminal(arguments), keyboard, screen);
        return end with { Output = output.ToString() };
    }

    /// <summary>A call that goes on while the test does something else.</summary>
    public static Task<Outcome> WithInputAsync(string folder, PipeSource input, params string[] arguments) =>
        RunAsync(folder, Program, arguments, input);

    private static Task<Outcome> RunAsync(string folder, string program, string[] arguments, string input) =>
        RunAsync(folder, program, arguments, PipeSource.FromString(input));

    // One without a size is asked for it, and nobody answers.
    private static string[] InTerminal(string[] arguments) =>
        ["--quiet", "--return", "--command", $"stty cols 80 rows 24; exec {string.Join(' ', arguments.Prepend(Program).Select(Quote))}", "/dev/null"];

    private static async Task<Outcome> RunAsync(string folder, string program, string[] arguments, PipeSource input, PipeTarget? screen = null)
    {
        var (output, error) = (new StringBuilder(), new StringBuilder());
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        kill.CancelAfter(Limit);
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithStandardInputPipe(input)
            .WithValidation(CommandResultValidation.None)
            .WithStandardOutputPipe(screen ?? PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(error))
            .ExecuteAsync(kill.Token);
        return new(result.ExitCode, output.ToString(), error.ToString());
    }

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
