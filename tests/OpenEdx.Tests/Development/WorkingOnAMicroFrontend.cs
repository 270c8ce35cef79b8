using Aspire.Hosting.ApplicationModel;
using CliWrap;
using CliWrap.Buffered;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.OpenEdx.Development.Debuggers;
using Devstack.OpenEdx.Tests.Options;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Development;

/// <summary>A checkout of a micro-frontend: its development server answers in the place of the image's files.</summary>
public sealed class WorkingOnAMicroFrontend
{
    private const string Folder = "/openedx/checkouts/frontend-app-learning";

    private static readonly (string Name, string Text)[] Learning =
    [
        ("frontend-app-learning/package.json", """{"name": "@edx/frontend-app-learning", "scripts": {"start": "fedx-scripts webpack-dev-server --progress"}}"""),
        ("frontend-app-learning/package-lock.json", "{}"),
    ];

    [Theory]
    [InlineData("anything", """{"name": "@edx/frontend-app-learning"}""", "learning")]
    [InlineData("anything", """{"name": "@openedx/frontend-app-learning"}""", "learning")]
    [InlineData("anything", """{"name": "ours", "repository": {"url": "git+https://github.com/somebody/frontend-app-learning.git"}}""", "learning")]
    [InlineData("anything", """{"name": "ours", "repository": "git@github.com:somebody/frontend-app-learning.git"}""", "learning")]
    [InlineData("frontend-app-learning", """{"name": "ours"}""", "learning")]
    [InlineData("frontend-app-learning", "{ broken", "learning")]
    [InlineData("anything", """{"name": "@edx/frontend-app-course-authoring"}""", "authoring")]
    [InlineData("anything", """{"name": "@edx/frontend-app-learner-dash"}""", "learner-dashboard")]
    public void IsKnownByItsNames(string folder, string package, string name)
    {
        using var run = StackModel.Running($"release: verawood\ncheckouts: [{folder}]", ($"{folder}/package.json", package));

        Assert.Contains(name, run.Containers);
        Assert.Contains($"{name}-packages", run.Containers);
        Assert.Empty(run.Notices);
    }

    [Fact]
    public async Task IsServedByItsDevelopmentServer()
    {
        using var run = Running();

        var environment = await run.EnvironmentAsync("learning");
        Assert.Equal(
            ("learning", "/learning/", "/api/mfe_config/v1", "2000"),
            (environment["APP_ID"], environment["PUBLIC_PATH"], environment["MFE_CONFIG_API_URL"], environment["PORT"]));
        Assert.Equal("sh", run["learning"].Entrypoint);
        Assert.Equal(["/opt/devstack/serve-frontend.sh", "start"], (await run.ArgumentsAsync("learning")).Take(2));
        Assert.Contains(run["learning"].Annotations.OfType<EndpointAnnotation>(), endpoint => endpoint is { Name: "http", TargetPort: 2000 });
        Assert.Equal("http://apps.openedx.example.org:8002/learning/", (await run.LinksAsync("learning"))["learning"]);
        Assert.DoesNotContain("learning", (await run.LinksAsync("mfe")).Keys);
    }

    // The names are the kernel's: of Linux itself, of Docker Desktop on macOS and Windows, of a folder of Windows in WSL.
    [Theory]
    [InlineData("ext4", "start --inspect polls ''")]
    [InlineData("overlay", "start --inspect polls ''")]
    [InlineData("fakeowner", "start --inspect polls '1000'")]
    [InlineData("virtiofs", "start --inspect polls '1000'")]
    [InlineData("9p", "start --inspect polls '1000'")]
    public async Task LooksAtFilesWhereTheKernelHearsNothing(string type, string expected)
    {
        using var run = Running();
        var folder = run.Folder;
        var script = run["learning"].Annotations.OfType<TextFileAnnotation>().Single(file => file.Path == "/opt/devstack/serve-frontend.sh").Text();
        await File.WriteAllTextAsync(Path.Combine(folder, "serve.sh"), script, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "mounts"), $"overlay / overlay rw 0 0\nshare {folder} {type} rw 0 0\nproc /proc proc rw 0 0\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "npm"), "#!/bin/sh\necho \"$@ polls '${WATCHPACK_POLLING:-}'\"\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(Path.Combine(folder, "npm"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var result = await Cli.Wrap("sh").WithArguments(["serve.sh", "start", "--inspect"]).WithWorkingDirectory(folder)
            .WithEnvironmentVariables(variables => variables.Set("MOUNTS", Path.Combine(folder, "mounts")).Set("PATH", $"{folder}:{Environment.GetEnvironmentVariable("PATH")}"))
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith($"{expected}\n", result.StandardOutput, StringComparison.Ordinal);
    }

    [Fact]
    public void KnowsTheSharesThatPythonKnows()
    {
        using var run = Running();

        var known = LinesOf("lms", "devstack_reloader.py").Single(line => line.StartsWith("SHARES = ", StringComparison.Ordinal)).Split('"').Where((_, index) => index % 2 == 1);
        var asked = LinesOf("learning", "serve-frontend.sh").Single(line => line.StartsWith("shares=", StringComparison.Ordinal)).Split('"')[1].Split(' ');
        Assert.Equal(known, asked);

        string[] LinesOf(string container, string name) => run[container].Annotations.OfType<TextFileAnnotation>()
            .Single(file => file.Path.EndsWith($"/{name}", StringComparison.Ordinal)).Text().Split('\n');
    }

    [Theory]
    [InlineData("sumac", "docker.io/library/node:20-bookworm")]
    [InlineData("verawood", "docker.io/library/node:24-bookworm")]
    public void RunsInTheNodeOfItsRelease(string release, string image)
    {
        using var run = StackModel.Running($"release: {release}\ncheckouts: [frontend-app-learning]", Learning);

        Assert.All(["learning", "learning-packages"], container => Assert.Equal(image, run.ImageOf(container)));
    }

    [Fact]
    public async Task WearsABrandThatItsCheckoutDoesNotKnow()
    {
        const string Brand = "@edx/brand@npm:@openedx/brand-openedx@^1.2.3";
        using var plain = StackModel.Running("release: verawood\ncheckouts: [frontend-app-learning]", Learning);
        using var branded = StackModel.Running($"release: verawood\ncheckouts: [frontend-app-learning]\nfrontendPackages: ['{Brand}']", Learning);

        Assert.Equal(Brand, (await branded.ArgumentsAsync("learning-packages"))[^1]);
        // A server that has loaded other packages is started again.
        var (before, after) = (await plain.EnvironmentAsync("learning"), await branded.EnvironmentAsync("learning"));
        Assert.NotEqual(before["DEVSTACK_PACKAGES"], after["DEVSTACK_PACKAGES"]);
        Assert.Equal($"{before["DEVSTACK_PACKAGES"]} {Brand}", after["DEVSTACK_PACKAGES"]);
    }

    [Fact]
    public void RunsInANodeOfDebiansInTheMiniature()
    {
        using var run = StackModel.Running(
            "release: miniature\nservices: {mfe: true}\ncheckouts: [dashboard]", ("dashboard/package.json", """{"name": "@miniature/frontend-app-learner-dashboard", "scripts": {"start": "vite"}}"""));

        var source = Assert.IsType<BuiltImage>(run["learner-dashboard"].Annotations.OfType<ImageSourceAnnotation>().Single().Image.Source);
        Assert.Equal("samples/miniature/node", source.Folder);
        Golden.Matches(CaddyfileOf(run));
    }

    [Fact]
    public void HasItsPackagesInAVolumeBeforeItStarts()
    {
        using var run = Running();

        Assert.Contains(run["learning"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "learning-packages" && wait.WaitType is WaitType.WaitForCompletion);
        var modules = new[] { "learning", "learning-packages" }.Select(container =>
        {
            var mounts = run[container].Annotations.OfType<ContainerMountAnnotation>().ToList();
            Assert.Contains(mounts, mount => mount is { Type: ContainerMountType.BindMount, Target: Folder });
            return mounts.Single(mount => mount.Target == $"{Folder}/node_modules");
        }).ToList();
        Assert.All(modules, mount => Assert.Equal((ContainerMountType.Volume, modules[0].Source), (mount.Type, mount.Source)));
        Assert.Equal("sh", run["learning-packages"].Annotations.OfType<JobAnnotation>().Single().Command[0]);
        Assert.False(Directory.Exists(Path.Combine(run.Folder, "frontend-app-learning", "node_modules")), "a model that isn't started wrote into the checkout");
    }

    [Theory]
    [InlineData("package.json", true)]
    [InlineData("package-lock.json", true)]
    [InlineData("src/index.jsx", false)]
    public async Task HasThemInstalledAgainWhenTheyChange(string file, bool again)
    {
        using var before = Running();
        using var after = StackModel.Running("release: verawood\ncheckouts: [frontend-app-learning]", [.. Learning, ($"frontend-app-learning/{file}", """{"name": "@edx/frontend-app-learning", "version": "2"}""")]);

        foreach (var container in new[] { "learning", "learning-packages" })
        {
            Assert.Equal(again, (await before.EnvironmentAsync(container))["DEVSTACK_PACKAGES"] != (await after.EnvironmentAsync(container))["DEVSTACK_PACKAGES"]);
        }
    }

    [Fact]
    public async Task BelongsToTheOwnerOfTheCheckout()
    {
        using var run = Running();

        var server = (await run.RuntimeArgumentsAsync("learning")).ToList();
        Assert.Equal(Folder, server[server.IndexOf("--workdir") + 1]);
        Assert.Equal(OperatingSystem.IsLinux(), server.Contains("--user"));
        // A new volume is root's.
        var packages = (await run.RuntimeArgumentsAsync("learning-packages")).ToList();
        Assert.Equal("0:0", packages[packages.IndexOf("--user") + 1]);
    }

    [Fact]
    public void IsReachedByWhereTheImagesFilesWouldBe()
    {
        using var run = Running();

        Golden.Matches(CaddyfileOf(run));
    }

    [Theory]
    [InlineData("fedx-scripts webpack-dev-server --progress", "-- --client-web-socket-url-pathname /learning/ws")]
    [InlineData("webpack serve", "-- --client-web-socket-url-pathname /learning/ws")]
    [InlineData("vite", "")]
    public async Task TellsItsBrowsersWhereTheWebSocketIs(string script, string arguments)
    {
        using var run = StackModel.Running(
            "release: verawood\ncheckouts: [frontend-app-learning]", ("frontend-app-learning/package.json", $$$"""{"scripts": {"start": "{{{script}}}"}}"""));

        Assert.Equal(arguments, string.Join(' ', (await run.ArgumentsAsync("learning")).Skip(3)));
        Assert.Equal(arguments.Length > 0, CaddyfileOf(run).Contains("rewrite /learning/ws /ws", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 9229)]
    [InlineData("ports: {learning-debugger: 9300}", 9300)]
    public async Task IsOpenToANodeDebugger(string yaml, int port)
    {
        using var run = Running(yaml);

        var endpoint = run["learning"].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "debugger");
        Assert.Equal((port, 9229, "localhost"), (endpoint.Port, endpoint.TargetPort, endpoint.TargetHost));
        Assert.Contains("--node-options=--inspect=0.0.0.0:9229", await run.ArgumentsAsync("learning"));
        var target = DebuggerPorts.Of(run.Platform.Options).Single(target => target.Runtime is DebuggedRuntime.Node);
        Assert.Equal(("learning", port, (Path.Combine(run.Folder, "frontend-app-learning"), Folder)), (target.Name, target.Port, target.Mappings.Single()));
    }

    [Fact]
    public void IsOneOfSeveral()
    {
        using var run = StackModel.Running(
            "release: verawood\ncheckouts: [frontend-app-learning, frontend-app-account]", [.. Learning, ("frontend-app-account/package.json", "{}")]);

        Assert.Equal([9229, 9230], DebuggerPorts.Of(run.Platform.Options).Where(target => target.Runtime is DebuggedRuntime.Node).Select(target => target.Port));
        Assert.Contains("account-packages", run.Containers);
    }

    [Theory]
    [InlineData("release: verawood\ncheckouts: [frontend-app-nobody]", "frontend-app-nobody is no micro-frontend of verawood")]
    [InlineData("release: miniature\nservices: {mfe: true}\ncheckouts: [frontend-app-learning]", "frontend-app-learning is no micro-frontend of miniature")]
    [InlineData("release: redwood\ncheckouts: [frontend-app-learning]", "only a step of an upgrade")]
    [InlineData("release: verawood\nservices: {mfe: false}\ncheckouts: [frontend-app-learning]", "services: {mfe: true}")]
    [InlineData("release: verawood\ncheckouts: [fork, frontend-app-learning]", "fork is the micro-frontend 'learning', too")]
    public void SaysWhyItIsntServed(string yaml, string reason)
    {
        (string, string)[] others = [("frontend-app-nobody/package.json", "{}"), ("fork/package.json", Learning[0].Text)];
        using var run = StackModel.Running(yaml, [.. Learning, .. others]);

        Assert.Contains(reason, Assert.Single(run.Notices), StringComparison.Ordinal);
        Assert.Equal(yaml.Contains("fork", StringComparison.Ordinal), run.Containers.Contains("learning"));
    }

    [Fact]
    public void IsNothingThatIsPublished()
    {
        using var published = StackModel.Published("release: verawood\ncheckouts: [frontend-app-learning]", Learning);

        Assert.DoesNotContain("learning", published.Containers);
        Assert.DoesNotContain("reverse_proxy learning", CaddyfileOf(published), StringComparison.Ordinal);
        Assert.Empty(published.Notices);
    }

    private static StackModel Running(string yaml = "") => StackModel.Running($"release: verawood\ncheckouts: [frontend-app-learning]\n{yaml}", Learning);

    private static string CaddyfileOf(StackModel stack) => stack["mfe"].Annotations.OfType<TextFileAnnotation>().Single().Text();
}
