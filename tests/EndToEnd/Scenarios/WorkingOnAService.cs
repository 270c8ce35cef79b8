using System.Text.Json.Nodes;
using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A service beside LMS and Studio in a checkout, with a package that it alone runs.</summary>
public sealed class WorkingOnAService(MiniatureStack miniature)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Service => Path.Combine(miniature.Folder, "edx-notes-api");

    private string Package => Path.Combine(miniature.Folder, "my-client");

    [Fact]
    public async Task ItAndItsPackageAreEditedLiveAndSeen()
    {
        var configuration = Path.Combine(miniature.Folder, "devstack.yaml");
        var original = await File.ReadAllTextAsync(configuration, Cancellation);
        await MiniatureStack.ExecuteAsync("cp", "-r", Repository.PathTo("samples", "miniature", "notes"), Service);
        await WriteAsync(Package, "setup.py", "from setuptools import setup\nsetup(name='my-client', version='4.2', packages=['my_client'])\n");
        await WriteAsync(Package, "my_client/__init__.py", "WORD = 'first'\n");
        await MiniatureStack.CommitAsync(Service);
        await MiniatureStack.CommitAsync(Package);
        await miniature.DevstackAsync("stop");
        try
        {
            await File.WriteAllTextAsync(configuration, original + "services: {notes: true}\n", Cancellation);
            var service = await miniature.DevstackAsync("checkout", "add", "edx-notes-api");
            var package = await miniature.DevstackAsync("checkout", "add", "my-client", "--service", "notes");
            Assert.True(service.ExitCode == 0, service.ToString());
            Assert.True(package.ExitCode == 0, package.ToString());
            Assert.Contains("(service notes) is mounted at /app/edx-notes-api", service.Output, StringComparison.Ordinal);

            var status = await miniature.EnsureRunningAsync();
            var url = new Uri(MiniatureStack.UrlOf(status, "Notes"), "/client/");

            var urls = await File.ReadAllTextAsync(Path.Combine(Service, "notesserver/urls.py"), Cancellation);
            await WriteAsync(Service, "notesserver/urls.py", urls + """

                import my_client
                from django.http import HttpResponse

                urlpatterns.append(path("client/", lambda request: HttpResponse(my_client.WORD)))
                """);
            await Eventually.GetAsync(() => TextAsync(url), text => text == "first", Soon);

            await WriteAsync(Package, "my_client/__init__.py", "WORD = 'second'\n");
            await Eventually.GetAsync(() => TextAsync(url), text => text == "second", Soon);

            await WriteAsync(Package, "my_client/__init__.py", "this is no Python\n");
            await Eventually.GetAsync(() => TextAsync(url), text => text.Length == 0, Soon);
            await WriteAsync(Package, "my_client/__init__.py", "WORD = 'first'\n");
            await Eventually.GetAsync(() => TextAsync(url), text => text == "first", Soon);

            // Installed as if by pip, and in this service only.
            const string Version = "import importlib.metadata as m; print(m.version('my-client'))";
            Assert.Equal("4.2", (await miniature.ExecAsync("notes", "python", "-c", Version)).Text.Trim());
            Assert.NotEqual(0, (await miniature.ExecAsync("lms", "python", "-c", Version)).ExitCode);

            await WriteAsync(Service, "notesserver/urls.py", urls);
            Assert.Equal("", await MiniatureStack.GitStatusAsync(Service, "--ignored"));
            Assert.Equal("", await MiniatureStack.GitStatusAsync(Package, "--ignored"));

            var resources = await Eventually.GetAsync(
                async () => (await DashboardApi.AskAsync(status.Dashboard!, "resources")).AsArray(),
                found => found.Any(resource => Is(resource!, "notes", "hasTraces")),
                Soon);
            Assert.Contains(resources, resource => Is(resource!, "notes", "hasLogs"));
        }
        finally
        {
            await miniature.DevstackAsync("stop");
            await File.WriteAllTextAsync(configuration, original, Cancellation);
            Directory.Delete(Service, recursive: true);
            Directory.Delete(Package, recursive: true);
        }
    }

    private static bool Is(JsonNode resource, string name, string has) => resource["name"]?.GetValue<string>() == name && resource[has]!.GetValue<bool>();

    private static async Task WriteAsync(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, Cancellation);
    }

    private async Task<string> TextAsync(Uri url)
    {
        using var answer = await miniature.Http.GetAsync(url, Cancellation);
        // Between two servers the proxy answers 502.
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancellation) : "";
    }
}
