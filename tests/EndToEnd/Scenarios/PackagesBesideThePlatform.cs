using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A plugin in a checkout of its own: editable, and without a trace of the run in its folder.</summary>
public sealed class PackagesBesideThePlatform(MiniatureStack miniature)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APluginIsInstalledEditedLiveAndStaysClean()
    {
        var package = Path.Combine(miniature.Folder, "hello-plugin");
        await WriteAsync(package, "setup.py", """
            from setuptools import setup
            setup(name="hello-plugin", version="1.0", packages=["hello"], entry_points={"lms.djangoapp": ["hello = hello.apps:HelloConfig"]})
            """);
        await WriteAsync(package, "hello/__init__.py", "");
        await WriteAsync(package, "hello/apps.py", """
            from django.apps import AppConfig


            class HelloConfig(AppConfig):
                name = "hello"
                plugin_app = {"url_config": {"lms.djangoapp": {"regex": r"^hello/", "relative_path": "urls"}}}
            """);
        await WriteAsync(package, "hello/urls.py", Urls("first"));
        await MiniatureStack.CommitAsync(package);
        await miniature.DevstackAsync("stop");
        try
        {
            var added = await miniature.DevstackAsync("checkout", "add", "hello-plugin");
            Assert.True(added.ExitCode == 0, added.ToString());
            var status = await miniature.EnsureRunningAsync();
            var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/hello/");

            Assert.Equal("first", await miniature.Http.GetStringAsync(url, Cancellation));
            await WriteAsync(package, "hello/urls.py", Urls("second"));
            await Eventually.GetAsync(() => TextAsync(url), text => text == "second", TimeSpan.FromMinutes(1));
            await WriteAsync(package, "hello/urls.py", Urls("first"));

            Assert.Equal("", await MiniatureStack.GitStatusAsync(package, "--ignored"));
            Assert.Equal("", await MiniatureStack.ExecuteAsync("find", package, "!", "-user", "1000", "!", "-name", "urls.py"));
        }
        finally
        {
            await miniature.ConfigureAsync();
            Directory.Delete(package, recursive: true);
        }
    }

    private static string Urls(string text) => $"""
        from django.http import HttpResponse
        from django.urls import path

        urlpatterns = [path("", lambda request: HttpResponse("{text}"))]
        """;

    private static async Task WriteAsync(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, Cancellation);
    }

    private async Task<string> TextAsync(Uri url)
    {
        try
        {
            return await miniature.Http.GetStringAsync(url, Cancellation);
        }
        catch (HttpRequestException)
        {
            // Between two servers.
            return "";
        }
    }
}
