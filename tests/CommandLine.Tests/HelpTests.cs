using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("logs")]
    [InlineData("stop")]
    [InlineData("reset")]
    [InlineData("releases")]
    [InlineData("config")]
    [InlineData("config show")]
    [InlineData("config explain")]
    [InlineData("config schema")]
    [InlineData("config set")]
    [InlineData("verify")]
    public async Task EachVerbSaysWhatItDoesAndWhichWordsItKnows(string verb)
    {
        var run = await CommandLineRun.OfAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output.TrimEnd() + "\n", test: verb.Length == 0 ? "devstack" : verb.Replace(' ', '-'));
    }
}
