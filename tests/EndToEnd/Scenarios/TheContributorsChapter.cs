using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Walks docs/contributing-to-edx-platform.md: each sh block runs, in order, and the checkout is clean at the end.</summary>
public sealed partial class TheContributorsChapter(MiniatureStack miniature)
{
    [Fact]
    public async Task EachOfItsCommandsWorks()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var chapter = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/contributing-to-edx-platform.md"), cancellation);
        var blocks = Block().Matches(chapter).Select(match => match.Groups[1].Value).ToList();
        File.CreateSymbolicLink(Path.Combine(miniature.Folder, "devstack"), Path.Combine(Repository.Root, "devstack"));
        await MiniatureStack.CommitAsync(miniature.Checkout);
        var settings = await File.ReadAllTextAsync(Path.Combine(miniature.Folder, "devstack.yaml"), cancellation);
        try
        {
            Assert.NotEmpty(blocks);
            foreach (var block in blocks)
            {
                var result = await Cli.Wrap("bash")
                    .WithArguments(["-euo", "pipefail", "-c", block])
                    .WithWorkingDirectory(miniature.Folder)
                    // The test's user isn't the checkout's.
                    .WithEnvironmentVariables(variables => variables.Set("GIT_CONFIG_COUNT", "1").Set("GIT_CONFIG_KEY_0", "safe.directory").Set("GIT_CONFIG_VALUE_0", "*"))
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync(cancellation);
                Assert.True(result.ExitCode == 0, $"{block}\nexit code {result.ExitCode}\n{result.StandardOutput}\n{result.StandardError}");
            }

            Assert.Equal("", await MiniatureStack.GitStatusAsync(miniature.Checkout));
        }
        finally
        {
            File.Delete(Path.Combine(miniature.Folder, "devstack"));
            Directory.Delete(Path.Combine(miniature.Checkout, ".git"), recursive: true);
            await File.WriteAllTextAsync(Path.Combine(miniature.Folder, "devstack.yaml"), settings, cancellation);
        }
    }

    [GeneratedRegex("^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
