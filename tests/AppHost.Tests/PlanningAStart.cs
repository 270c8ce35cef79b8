using System.Text.Json;
using System.Text.RegularExpressions;
using Devstack.Tests;

namespace Devstack.AppHost.Tests;

public sealed partial class PlanningAStart
{
    [Theory]
    [InlineData("sumac")]
    [InlineData("teak")]
    [InlineData("ulmo")]
    [InlineData("verawood")]
    [InlineData("master")]
    [InlineData("miniature")]
    public async Task SaysWhatEachSupportedReleaseWouldStart(string release)
    {
        using var folder = new AppHostFolder("host: openedx.example.org\n");

        var plan = await AppHostProcess.RunAsync(folder, "plan", "--release", release, "--format", "json");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Golden.Matches(Stable(plan.Output), test: release);
    }

    [Fact]
    public async Task IsATableForPeople()
    {
        using var folder = new AppHostFolder("host: openedx.example.org\n");

        var plan = await AppHostProcess.RunAsync(folder, "plan", "--release", "verawood");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Golden.Matches(Stable(plan.Output));
    }

    [Fact]
    public async Task WritesNothingAndMakesNoSecret()
    {
        using var folder = new AppHostFolder("release: verawood\n");

        var plan = await AppHostProcess.RunAsync(folder, "plan");

        Assert.True(plan.ExitCode == 0, plan.ToString());
        Assert.Empty(Directory.EnumerateFiles(folder.Home, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task TellsAMistakeInTheConfigurationAsAStartDoes()
    {
        using var folder = new AppHostFolder("relase: verawood\n");

        var plan = await AppHostProcess.RunAsync(folder, "plan");

        Assert.Equal((2, "devstack.yaml:1: unknown key 'relase'. Did you mean 'release'?"), (plan.ExitCode, plan.Error.Trim()));
    }

    [Fact]
    public async Task ShowsNoServiceTwice()
    {
        using var folder = new AppHostFolder("host: openedx.example.org\n");

        var plan = await AppHostProcess.RunAsync(folder, "plan", "--format", "json");

        using var json = JsonDocument.Parse(plan.Output);
        var names = json.RootElement.GetProperty("workloads").EnumerateArray().Select(workload => workload.GetProperty("name").GetString()).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Contains("lms", names);
    }

    // Ports of this machine that happen to be taken, and the content of images that are built here.
    private static string Stable(string text) =>
        BuiltHere().Replace(OnThisMachine().Replace(Port().Replace(text, "\"port\": 0"), "PORT"), "$1:HASH");

    [GeneratedRegex("\"port\": [0-9]+")]
    private static partial Regex Port();

    [GeneratedRegex("(?<=example.org:)[0-9]+|[0-9]+(?=→)")]
    private static partial Regex OnThisMachine();

    [GeneratedRegex("(devstack/[a-z-]+):[0-9a-f]{12}")]
    private static partial Regex BuiltHere();
}
