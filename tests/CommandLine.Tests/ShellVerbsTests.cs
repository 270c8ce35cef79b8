using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class ShellVerbsTests
{
    private readonly StackIdentity _stack = TestFolders.NewStack();
    private readonly FakeEngine _engine = new();

    [Theory]
    [InlineData("manage lms migrate --help", "./manage.py lms migrate --help")]
    [InlineData("manage cms shell -c x", "./manage.py cms shell -c x")]
    [InlineData("manage lms -- migrate --set x", "./manage.py lms migrate --set x")]
    [InlineData("python lms -m json.tool --help", "python -m json.tool --help")]
    [InlineData("python cms", "./manage.py cms shell")]
    [InlineData("npm run build-dev --yes", "npm run build-dev --yes")]
    [InlineData("exec lms ls --config a", "ls --config a")]
    [InlineData("exec lms -- ls -l", "ls -l")]
    public async Task TheWordsOfTheOtherProgramAreItsOwn(string words, string command)
    {
        _engine.WithContainer(_stack, "lms").WithContainer(_stack, "cms");
        var foreground = new FakeForeground();
        string[] args = words.Split(' ');

        // Ours stand ahead of the other program's.
        var run = await CommandLineRun.OfAsync([args[0], "--set", $"name={_stack.Name}", .. args[1..]], _engine, foreground: foreground);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"sh -c exec \"$@\" sh {command}", string.Join(' ', Assert.Single(foreground.Calls)[6..]));
    }

    [Theory]
    [InlineData(true, "exec --interactive --tty --env")]
    [InlineData(false, "exec --interactive --env")]
    public async Task ATerminalIsGivenWhereThereIsOne(bool isTerminal, string start)
    {
        _engine.WithContainer(_stack, "lms");
        var foreground = new FakeForeground(isTerminal, exitCode: 42);

        var run = await CommandLineRun.OfAsync(["shell", "lms", "--set", $"name={_stack.Name}"], _engine, foreground: foreground);

        Assert.Equal(42, run.ExitCode);
        Assert.StartsWith($"docker {start}", string.Join(' ', Assert.Single(foreground.Calls)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mysql", "mysql")]
    [InlineData("mongo", "mongodb")]
    [InlineData("redis", "redis")]
    public async Task AClientIsOpenedInItsServersContainer(string datastore, string service)
    {
        _engine.WithContainer(_stack, service);
        var foreground = new FakeForeground();

        await CommandLineRun.OfAsync(["db", "--set", $"name={_stack.Name}", datastore, "--version"], _engine, foreground: foreground);

        var call = Assert.Single(foreground.Calls);
        Assert.Contains(_stack.ContainerName(service), call);
        Assert.Equal("--version", call[^1]);
    }

    [Fact]
    public async Task AStoppedServiceSaysHowToStartIt()
    {
        _engine.WithContainer(_stack, "lms", "exited").WithContainer(_stack, "cms");

        var stopped = await CommandLineRun.OnAsync(_stack, "shell lms", _engine);
        var unknown = await CommandLineRun.OnAsync(_stack, "shell csm", _engine);

        Assert.Equal((1, $"'lms' of {_stack.Name} doesn't run (exited). Start it: ./devstack run\n"), (stopped.ExitCode, stopped.Error));
        Assert.Equal((2, $"{_stack.Name} has no service 'csm'. Did you mean 'cms'? Services: cms.\n"), (unknown.ExitCode, unknown.Error));
    }
}
