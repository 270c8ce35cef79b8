using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("publish")]
    [InlineData("deploy")]
    [InlineData("status")]
    [InlineData("logs")]
    [InlineData("stop")]
    [InlineData("reset")]
    [InlineData("releases")]
    [InlineData("upgrade")]
    [InlineData("config")]
    [InlineData("config show")]
    [InlineData("config explain")]
    [InlineData("config schema")]
    [InlineData("config set")]
    [InlineData("secrets")]
    [InlineData("secrets list")]
    [InlineData("secrets rotate")]
    [InlineData("secrets set")]
    [InlineData("verify")]
    [InlineData("shell")]
    [InlineData("manage")]
    [InlineData("python")]
    [InlineData("db")]
    [InlineData("db reset")]
    [InlineData("exec")]
    [InlineData("npm")]
    [InlineData("attach")]
    [InlineData("user")]
    [InlineData("user create")]
    [InlineData("course import")]
    [InlineData("reindex")]
    [InlineData("theme set")]
    [InlineData("waffle")]
    [InlineData("assets")]
    [InlineData("messages")]
    [InlineData("settings show")]
    [InlineData("queues")]
    [InlineData("snapshot")]
    [InlineData("snapshot save")]
    [InlineData("snapshot load")]
    [InlineData("snapshot list")]
    [InlineData("snapshot remove")]
    [InlineData("open")]
    [InlineData("test")]
    [InlineData("checkout")]
    [InlineData("checkout add")]
    [InlineData("checkout list")]
    [InlineData("checkout remove")]
    [InlineData("checkout clone")]
    [InlineData("debug")]
    [InlineData("debug setup")]
    public async Task EachVerbSaysWhatItDoesAndWhichWordsItKnows(string verb)
    {
        var run = await CommandLineRun.OfAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches(run.Output.TrimEnd() + "\n", test: verb.Length == 0 ? "devstack" : verb.Replace(' ', '-'));
    }
}
