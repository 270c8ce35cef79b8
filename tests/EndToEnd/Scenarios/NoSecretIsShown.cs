using System.Text;
using System.Text.Json;
using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A whole first run, with everything in it that is meant to be read searched for the values of its secrets.</summary>
public sealed class NoSecretIsShown(MiniatureStack miniature)
{
    private static readonly string Store = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets", "devstack-apphost", "secrets.json");

    [Fact]
    public async Task ByLogsPagesInspectionProcessesOrPublishedFiles()
    {
        await miniature.DevstackAsync("stop");
        await miniature.DevstackAsync("reset", "--volumes", "--yes");

        await using var processes = new ProcessList();
        var started = await miniature.DevstackAsync("run", "--detach", "--wait", "--yes");
        Assert.True(started.ExitCode == 0, started.ToString());
        var status = await miniature.StatusAsync();
        var places = new Dictionary<string, string>
        {
            ["the output of run"] = started.Output + started.Error,
            ["the output of status"] = (await miniature.DevstackAsync("status", "--format", "json")).Output,
            ["the output of logs"] = (await miniature.DevstackAsync("logs")).Output,
            ["the output of config show"] = (await miniature.DevstackAsync("config", "show")).Output,
            ["the output of plan"] = (await miniature.DevstackAsync("plan", "--format", "json")).Output,
        };
        await AddContainersAsync(places);
        foreach (var question in new[] { "resources", "traces?limit=1000", "logs?limit=10000" })
        {
            places[$"the dashboard's {question}"] = (await DashboardApi.AskAsync(status.Dashboard!, question)).ToJsonString();
        }

        foreach (var file in Directory.EnumerateFiles(miniature.Stack.Folder).Where(file => Path.GetFileName(file) != "lock"))
        {
            places[file] = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        }

        await AddPublishedFilesAsync(places, "compose");
        await AddPublishedFilesAsync(places, "kubernetes");
        places["the process list"] = string.Join('\n', await processes.EndAsync());

        var secrets = Secrets();
        Assert.All(["mysql-password", "openedx-mysql-password", "openedx-jwt-key", "OtlpApiKey"], name => Assert.Contains(name, secrets.Keys));
        // What was read was really read.
        Assert.Contains("manage.py", places["the process list"], StringComparison.Ordinal);
        Assert.All(places, place => Assert.NotEmpty(place.Value));
        Assert.Empty(
            from place in places
            from secret in secrets
            where place.Value.Contains(secret.Value, StringComparison.Ordinal)
            select $"{secret.Key} is in {place.Key}");
    }

    private async Task AddContainersAsync(Dictionary<string, string> places)
    {
        foreach (var (name, container) in await miniature.ContainersAsync())
        {
            places[$"docker inspect of {name}"] = await MiniatureStack.ExecuteAsync("docker", "inspect", container.Id);
            places[$"docker logs of {name}"] = " " + await MiniatureStack.ExecuteAsync("sh", "-c", $"docker logs {container.Id} 2>&1");
            var image = await MiniatureStack.ExecuteAsync("docker", "inspect", "--format", "{{.Image}}", container.Id);
            places[$"the image of {name}"] = await MiniatureStack.ExecuteAsync("docker", "image", "inspect", image);
            places[$"the image history of {name}"] = await MiniatureStack.ExecuteAsync("docker", "history", "--no-trunc", image);
        }
    }

    private async Task AddPublishedFilesAsync(Dictionary<string, string> places, string target)
    {
        var folder = Path.Combine(miniature.Folder, $"published-{target}");
        var published = await miniature.DevstackAsync("publish", "--target", target, "--output", folder);
        Assert.True(published.ExitCode == 0, published.ToString());
        places[$"the output of publish --target {target}"] = published.Output + published.Error;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsMeantToBeRead))
        {
            // Latin-1 keeps each byte, whatever it is.
            places[file] = " " + Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        }
    }

    // Its owner's alone is where a secret belongs.
    private static bool IsMeantToBeRead(string file) =>
        (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0;

    // What everybody may see of a key of many lines is its first line.
    private Dictionary<string, string> Secrets()
    {
        using var store = JsonDocument.Parse(File.ReadAllText(Store));
        var own = $"Stacks:{miniature.Stack.Name}:";
        return store.RootElement.EnumerateObject()
            .Where(entry => entry.Name.StartsWith("Parameters:", StringComparison.Ordinal)
                || entry.Name.StartsWith("AppHost:", StringComparison.Ordinal)
                || entry.Name.StartsWith(own, StringComparison.Ordinal))
            .OrderBy(entry => entry.Name.StartsWith(own, StringComparison.Ordinal)) // a stack's own value comes before everybody's
            .GroupBy(entry => entry.Name[(entry.Name.LastIndexOf(':') + 1)..])
            .ToDictionary(entries => entries.Key, entries => entries.Last().Value.GetString()!.Trim().Split('\n') is [_, var second, ..] ? second.Trim() : entries.Last().Value.GetString()!.Trim());
    }
}
