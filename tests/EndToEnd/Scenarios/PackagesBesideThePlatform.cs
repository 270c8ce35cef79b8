using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Playwright;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A plugin and an XBlock in checkouts of their own: editable, and without a trace of the run in their folders.</summary>
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
        var block = Path.Combine(miniature.Folder, "hello-xblock");
        await WriteAsync(block, "setup.py", """
            from setuptools import setup
            setup(name="hello-xblock", version="1.0", packages=["hello_block"], entry_points={"xblock.v1": ["hello = hello_block.block:Hello"]})
            """);
        await WriteAsync(block, "hello_block/__init__.py", "");
        await WriteAsync(block, "hello_block/block.py", Block("first"));
        await MiniatureStack.CommitAsync(block);
        await miniature.DevstackAsync("stop");
        try
        {
            var added = await miniature.DevstackAsync("checkout", "add", "hello-plugin");
            Assert.True(added.ExitCode == 0, added.ToString());
            added = await miniature.DevstackAsync("checkout", "add", "hello-xblock");
            Assert.True(added.ExitCode == 0, added.ToString());
            var status = await miniature.EnsureRunningAsync();
            var url = new Uri(MiniatureStack.UrlOf(status, "LMS"), "/hello/");

            Assert.Equal("first", await miniature.Http.GetStringAsync(url, Cancellation));
            await WriteAsync(package, "hello/urls.py", Urls("second"));
            await Eventually.GetAsync(() => TextAsync(url), text => text == "second", TimeSpan.FromMinutes(1));
            await WriteAsync(package, "hello/urls.py", Urls("first"));

            await SeeTheBlockAsync(status, block);

            Assert.Equal("", await MiniatureStack.GitStatusAsync(package, "--ignored"));
            Assert.Equal("", await MiniatureStack.GitStatusAsync(block, "--ignored"));
            Assert.Equal("", await MiniatureStack.ExecuteAsync("find", package, "!", "-user", "1000", "!", "-name", "urls.py"));
        }
        finally
        {
            await miniature.ConfigureAsync();
            Directory.Delete(package, recursive: true);
            Directory.Delete(block, recursive: true);
        }
    }

    private async Task SeeTheBlockAsync(StackStatus status, string block)
    {
        const string AddToCourse =
            "rm -rf /tmp/courses; cp -r /openedx/demo-course /tmp/courses; sed -i 's|</vertical>|<hello url_name=\"greeting\" name=\"Ann\"/></vertical>|' /tmp/courses/course/vertical/hull_unit.xml; "
            + "./manage.py cms import /tmp/courses course";
        await miniature.RunInAsync("cms", ["sh", "-euc", AddToCourse]);
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var person = await Person.AddStaffAsync(miniature);
        await using var browser = await Browser.OpenAsync("xblock");
        await person.LogInAsync(browser, lms);

        await ShowsAsync("first Ann");
        await WriteAsync(block, "hello_block/block.py", Block("second"));
        await ShowsAsync("second Ann");
        await WriteAsync(block, "hello_block/block.py", Block("first"));

        Task ShowsAsync(string expected) => Eventually.GetAsync(
            ShownAsync,
            text => text == expected,
            TimeSpan.FromMinutes(1));

        async Task<string> ShownAsync()
        {
            var shown = browser.Page.Locator("#greeting .block-content");
            try
            {
                await browser.Page.GotoAsync(new Uri(lms, $"/courses/{MiniatureStack.DemoCourse}/course/").ToString());
                return await shown.CountAsync() == 0 ? "" : (await shown.InnerTextAsync()).Trim();
            }
            catch (PlaywrightException)
            {
                // The server starts again after a save; meanwhile the proxy has an answer without a page.
                return "";
            }
        }
    }

    private static string Block(string word) => $$"""
        from web_fragments.fragment import Fragment
        from xblock.core import XBlock
        from xblock.fields import Scope, String


        class Hello(XBlock):
            name = String(default="", scope=Scope.content)

            def student_view(self, context=None):
                return Fragment(f"<p>{{word}} {self.name}</p>")
        """;

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
