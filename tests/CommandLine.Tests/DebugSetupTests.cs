using Devstack.CommandLine.Verbs.Debugging;
using Devstack.Tests;
using Xunit;

namespace Devstack.CommandLine.Tests;

public sealed class DebugSetupTests : IDisposable
{
    private const string Users = """
        {
            // My own settings; see the wiki.
            "version": "0.2.0",
            "configurations": [
                {
                    "name": "Current file", /* keep this */
                    "type": "debugpy",
                    "request": "launch",
                    "program": "${file}", // with a trailing comma
                },
            ], // the end, so far
        }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("devstack-debug-").FullName;

    private string LaunchJson => Path.Combine(_folder, ".vscode/launch.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task AFreshFileAttachesToEverything()
    {
        var run = await SetUpAsync("vscode");

        Assert.Equal((0, $"{LaunchJson}\n"), (run.ExitCode, run.Output));
        Golden.Matches(await ReadAsync(LaunchJson));
    }

    [Fact]
    public async Task WhatTheUserHasIsKeptWithItsComments()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LaunchJson)!);
        await File.WriteAllTextAsync(LaunchJson, Users, TestContext.Current.CancellationToken);

        await SetUpAsync("vscode");
        var once = await ReadAsync(LaunchJson);
        await SetUpAsync("vscode");

        Golden.Matches(once);
        Assert.Equal(once, await ReadAsync(LaunchJson));
    }

    [Fact]
    public async Task ADevelopmentServerOfAMicroFrontendIsAttachedToAsNode()
    {
        var checkout = Path.Combine(_folder, "frontend-app-learning");
        Directory.CreateDirectory(checkout);
        await File.WriteAllTextAsync(Path.Combine(checkout, "package.json"), "{}", TestContext.Current.CancellationToken);

        foreach (var editor in new[] { "vscode", "pycharm" })
        {
            await CommandLineRun.OfAsync(["debug", "setup", editor, "--folder", _folder, "--set", $"checkouts=[{checkout}]"]);
        }

        var text = await ReadAsync(LaunchJson);
        using var document = System.Text.Json.JsonDocument.Parse(text);
        var last = document.RootElement.GetProperty("configurations").EnumerateArray().Last();
        Assert.Equal(
            ("Devstack: learning", "node", 9229, "${workspaceFolder}/frontend-app-learning", "/openedx/checkouts/frontend-app-learning"),
            (last.GetProperty("name").GetString(), last.GetProperty("type").GetString(), last.GetProperty("port").GetInt32(), last.GetProperty("localRoot").GetString(), last.GetProperty("remoteRoot").GetString()));
        // PyCharm's "Attach to DAP" speaks to debugpy alone.
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_folder, ".run")), file => file.Contains("learning", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServicesProcessHasAnEntryOfItsOwn()
    {
        await SetUpAsync("vscode", "release=sumac", "services.xqueue=true", "services.ecommerce=true", "services.discovery=true", "ports.xqueue-consumer-debugger=6002");

        using var document = System.Text.Json.JsonDocument.Parse(await ReadAsync(LaunchJson));
        var ports = document.RootElement.GetProperty("configurations").EnumerateArray().ToDictionary(
            entry => entry.GetProperty("name").GetString()!, entry => entry.GetProperty("connect").GetProperty("port").GetInt32());
        Assert.Equal(
            (5683, 6002, 5686, 5688),
            (ports["Devstack: XQueue"], ports["Devstack: XQueue consumer"], ports["Devstack: Ecommerce"], ports["Devstack: Ecommerce worker"]));
    }

    [Fact]
    public async Task OurOwnAreRenewedInTheirPlace()
    {
        await SetUpAsync("vscode");
        var before = await ReadAsync(LaunchJson);

        await SetUpAsync("vscode", "ports.lms-debugger=6001");

        Assert.Equal(before.Replace("5678", "6001", StringComparison.Ordinal), await ReadAsync(LaunchJson));
    }

    [Fact]
    public async Task AFileThatIsNoJsonIsNotTouched()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LaunchJson)!);
        await File.WriteAllTextAsync(LaunchJson, "{ \"configurations\": [ { ] }", TestContext.Current.CancellationToken);

        var run = await SetUpAsync("vscode");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(LaunchJson, run.Error, StringComparison.Ordinal);
        Assert.Equal("{ \"configurations\": [ { ] }", await ReadAsync(LaunchJson));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"version\": \"0.2.0\" }")]
    [InlineData("{ \"configurations\": [] }")]
    [InlineData("{ \"configurations\": [ {\"name\": \"a, b\"} /* , */ ] }")]
    [InlineData("{ \"configurations\": [ {\"name\": \"a\"} /* , */ , // ,\n ] }")]
    public void AnyShapeOfTheFileTakesThemIn(string text)
    {
        var edited = LaunchFile.Edit(text, [("Devstack: LMS", "{\n    \"name\": \"Devstack: LMS\"\n}")]);

        using var document = System.Text.Json.JsonDocument.Parse(
            edited, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Assert.Equal("Devstack: LMS", document.RootElement.GetProperty("configurations").EnumerateArray().Last().GetProperty("name").GetString());
    }

    [Fact]
    public async Task PyCharmGetsAFileForEach()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".run"));
        await File.WriteAllTextAsync(Path.Combine(_folder, ".run/Mine.run.xml"), "mine", TestContext.Current.CancellationToken);

        var run = await SetUpAsync("pycharm");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("mine", await ReadAsync(Path.Combine(_folder, ".run/Mine.run.xml")));
        Golden.Matches(string.Concat(await Task.WhenAll(Directory.EnumerateFiles(Path.Combine(_folder, ".run"), "Devstack*").Order(StringComparer.Ordinal).Select(ReadAsync))));
    }

    private async Task<CommandLineRun> SetUpAsync(string editor, params string[] settings)
    {
        var checkout = Path.Combine(_folder, "edx-platform");
        foreach (var name in new[] { "lms", "cms" })
        {
            Directory.CreateDirectory(Path.Combine(checkout, name));
        }

        await File.WriteAllTextAsync(Path.Combine(checkout, "manage.py"), "", TestContext.Current.CancellationToken);
        return await CommandLineRun.OfAsync(
            ["debug", "setup", editor, "--folder", _folder, "--set", $"checkouts=[{checkout}]", .. settings.SelectMany(setting => new[] { "--set", setting })]);
    }

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
}
