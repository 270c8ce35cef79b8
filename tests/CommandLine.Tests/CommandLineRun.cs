using Devstack.CommandLine.Output;
using Devstack.CommandLine.Shells;
using Devstack.CommandLine.Stacks;
using Devstack.CommandLine.Verbs;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Tests;

/// <summary>What one call of the command line did.</summary>
internal sealed record CommandLineRun(int? ExitCode, string Output, string Error)
{
    public static async Task<CommandLineRun> OfAsync(
        string[] args, IContainerEngine? engine = null, IAppHostProcesses? appHosts = null, string? answer = null, IForegroundProcess? foreground = null)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var input = answer is null ? null : new StringReader(answer);
        var context = new VerbContext
        {
            Engine = engine ?? new FakeEngine(),
            AppHosts = appHosts ?? new FakeAppHosts(TestFolders.NewStack(), _ => Task.CompletedTask),
            Input = input,
            Foreground = foreground ?? new FakeForeground(),
            Secrets = new FakeSecrets(),
        };
        var exitCode = await DevstackVerbs.TryRunAsync(args, context, [], new Terminal(output, error, input));
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A verb on a stack of a test.</summary>
    public static Task<CommandLineRun> OnAsync(
        StackIdentity stack, string verb, IContainerEngine? engine = null, IAppHostProcesses? appHosts = null, string? answer = null) =>
        OfAsync([.. verb.Split(' '), "--set", $"name={stack.Name}"], engine, appHosts, answer);
}
