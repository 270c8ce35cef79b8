using System.CommandLine;
using System.CommandLine.Parsing;
using Devstack.OpenEdx.Development.Debuggers;
using Devstack.OpenEdx.Development.Tests;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.CommandLine.Verbs.Tests;

/// <summary><c>test</c>: runs the platform's own tests and checks, with or without a running stack.</summary>
internal sealed class TestCommand : Command, ICleansUp
{
    private static readonly string[] Suites = ["lms", "cms", "common", .. ServiceCode.All.Select(service => service.Name)];

    private readonly Argument<string> _suite = new("suite")
    {
        Description = $"lms, cms or common (what both share, as both); a service: {string.Join(", ", ServiceCode.All.Select(service => service.Name))}; or a check: {string.Join(", ", PlatformChecks.All.Keys)}.",
        HelpName = "SUITE",
    };

    private readonly Argument<string[]> _paths = new("paths")
    {
        Description = "Folders, files or tests from the checkout's root, e.g. lms/djangoapps/branding. Without them: all of the suite.",
        HelpName = "PATHS",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _keyword = new("-k") { Description = "Only tests whose names match, as pytest's -k.", HelpName = "EXPRESSION" };
    private readonly Option<(int Index, int Count)> _shard = new("--shard")
    {
        Description = "Only one of several parts that take about as long as each other, e.g. 1/4.",
        HelpName = "I/N",
        DefaultValueFactory = _ => (1, 1),
        CustomParser = ParseShard,
    };

    private readonly Option<int> _parallel = new("--parallel") { Description = "Run in this many containers at once. Default 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _lastFailed = new("--last-failed") { Description = "Only the tests that failed in the last run." };
    private readonly Option<bool> _coverage = new("--coverage") { Description = "Report which lines ran." };
    private readonly Option<bool> _debug = new("--debug") { Description = "Wait for a debugger on 127.0.0.1 before the first test." };
    private readonly Option<bool> _watch = new("--watch") { Description = "Run again whenever a Python file of the checkout changes." };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write a report in JUnit's form.", HelpName = "FILE" };
    private readonly Option<string?> _durations = new("--durations")
    {
        Description = "Where the durations of earlier runs are kept, by which parts are balanced. Default: beside the stack's status.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _ephemeral = new("--ephemeral") { Description = "Keep nothing on this machine but images: for continuous integration." };

    public TestCommand(VerbContext context)
        : base("test", "Run the platform's own tests, in containers of their own; the stack need not run.")
    {
        Arguments.Add(_suite);
        Arguments.Add(_paths);
        _suite.AcceptOnlyFromAmong([.. Suites, .. PlatformChecks.All.Keys]);
        foreach (var option in new Option[] { _keyword, _shard, _parallel, _lastFailed, _coverage, _debug, _watch, _junit, _durations, _ephemeral })
        {
            Options.Add(option);
        }

        Validators.Add(Check);
        SetAction((result, cancellationToken) => RunAsync(context, result, cancellationToken));
    }

    private static (int Index, int Count) ParseShard(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Split('/') is [var left, var right] && int.TryParse(left, out var index) && int.TryParse(right, out var count) && index >= 1 && index <= count)
        {
            return (index, count);
        }

        result.AddError($"'{text}' isn't a part. Write which one of how many, from 1/4 to 4/4.");
        return (1, 1);
    }

    private void Check(CommandResult result)
    {
        // A default isn't there yet when this is asked.
        if (result.GetResult(_parallel) is { Implicit: false } && result.GetValue(_parallel) < 1)
        {
            result.AddError("--parallel: at least one container is needed.");
        }

        if (result.GetValue(_debug) && result.GetValue(_parallel) > 1)
        {
            result.AddError("--debug goes with one container: leave --parallel away.");
        }
    }

    private async Task<int> RunAsync(VerbContext context, ParseResult result, CancellationToken cancellationToken)
    {
        var (_, settings, stack) = context.Load(result);
        var terminal = context.Terminal(result);
        var gate = new Lock();
        var options = settings.Configuration.Options;
        var tests = new PlatformTests(stack, context.Engine, options, RepositoryFolder.Find(), Line);
        var suite = result.GetRequiredValue(_suite);
        var paths = result.GetValue(_paths) ?? [];
        if (PlatformChecks.All.ContainsKey(suite))
        {
            return await tests.CheckAsync(suite, paths, cancellationToken);
        }

        var temporary = result.GetValue(_ephemeral) && result.GetValue(_durations) is null ? Directory.CreateTempSubdirectory("devstack-durations-").FullName : null;
        try
        {
            var run = new TestRunOptions(suite, paths)
            {
                Arguments = result.GetValue(_keyword) is { } keyword ? ["-k", keyword] : [],
                Shard = result.GetValue(_shard),
                Parallel = result.GetValue(_parallel),
                LastFailed = result.GetValue(_lastFailed),
                Coverage = result.GetValue(_coverage),
                DebuggerPort = result.GetValue(_debug) ? DebuggerPorts.PortOf(options, "test-debugger") : null,
                JUnitFile = result.GetValue(_junit),
                DurationsFile = result.GetValue(_durations) ?? Path.Combine(temporary ?? stack.Folder, "tests.json"),
            };
            return await tests.RunAsync(run, result.GetValue(_watch), cancellationToken);
        }
        finally
        {
            if (temporary is not null)
            {
                Directory.Delete(temporary, recursive: true);
            }
        }

        // Parts print at the same time, each from its own thread.
        void Line(string line)
        {
            lock (gate)
            {
                terminal.Output.WriteLine(line);
            }
        }
    }
}

/// <summary>A verb that has something to put away when it is interrupted: it gets the time for it.</summary>
internal interface ICleansUp;
