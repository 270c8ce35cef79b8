using Devstack.EndToEnd.Harness;
using Devstack.Tests;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>What a person asks of a running platform, by the verbs of ./devstack.</summary>
public sealed class EverydayCommands(MiniatureStack miniature)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AUserIsCreatedWithAPasswordFromAPipe()
    {
        await miniature.EnsureRunningAsync();

        var outcome = await Terminal.WithInputAsync(miniature.Folder, "a quiet p4ssword\n", "user", "create", "paula", "paula@example.com", "--staff");
        var check = await Terminal.WithInputAsync(
            miniature.Folder,
            "from django.contrib.auth import get_user_model; u = get_user_model().objects.get(username='paula'); print(u.is_staff, u.is_superuser, u.check_password('a quiet p4ssword'))",
            "python", "lms");

        Assert.Equal((0, "User paula <paula@example.com>, staff"), (outcome.ExitCode, outcome.Output.Trim().Split('\n')[^1]));
        Assert.Equal("True False True", check.Output.Trim());
        Assert.DoesNotContain("p4ssword", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APasswordIsTypedUnseenAndTwice()
    {
        await miniature.EnsureRunningAsync();

        var same = await Terminal.TypeAsync(miniature.Folder, "typed-s3cret\ntyped-s3cret\n", "user", "create", "tina", "tina@example.com", "--superuser");
        var different = await Terminal.TypeAsync(miniature.Folder, "one-s3cret\nother-s3cret\n", "user", "create", "tom", "tom@example.com");

        Assert.True(same.ExitCode == 0, same.ToString());
        Assert.Contains("User tina <tina@example.com>, superuser", same.Output, StringComparison.Ordinal);
        Assert.Equal(2, different.ExitCode);
        Assert.Contains("the two differ", different.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CoursesComeFromTheDemoAFolderAndARepository()
    {
        await miniature.EnsureRunningAsync();
        var folder = Directory.CreateTempSubdirectory("devstack-course-").FullName;
        try
        {
            await MiniatureStack.ExecuteAsync("cp", "-r", Path.Combine(Repository.Root, "samples/miniature/openedx/demo-course/course"), folder);
            var course = Path.Combine(folder, "course/course.xml");
            await File.WriteAllTextAsync(course, (await File.ReadAllTextAsync(course, Cancellation)).Replace("DemoX", "FolderX", StringComparison.Ordinal), Cancellation);

            var demo = await miniature.DevstackAsync("course", "import");
            var own = await miniature.DevstackAsync("course", "import", folder);
            var list = await Terminal.WithInputAsync(
                miniature.Folder, "from xmodule.modulestore.django import modulestore; print(*[c.id if hasattr(c, 'id') else c for c in modulestore().get_courses()])\n", "python", "cms");
            await File.WriteAllTextAsync(course, (await File.ReadAllTextAsync(course, Cancellation)).Replace("FolderX", "GitX", StringComparison.Ordinal), Cancellation);
            await MiniatureStack.ExecuteAsync("sh", "-c", $"cd {folder} && git init -q -b trunk && git add . && git -c user.name=a -c user.email=a@example.com commit -qm a");
            await MiniatureStack.ExecuteAsync("docker", "cp", folder, $"{miniature.Stack.ContainerName("cms")}:/tmp/repository");
            await MiniatureStack.ExecuteAsync("docker", "exec", "--user", "0", miniature.Stack.ContainerName("cms"), "chown", "-R", "1000:1000", "/tmp/repository");
            var git = await miniature.DevstackAsync("course", "import", "file:///tmp/repository", "--ref", "trunk");
            var nothing = await miniature.DevstackAsync("course", "import", Path.Combine(folder, "course/static"));

            Assert.True(demo.ExitCode == 0, demo.ToString());
            Assert.True(own.ExitCode == 0, own.ToString());
            Assert.True(list.ExitCode == 0, list.ToString());
            Assert.True(git.ExitCode == 0, git.ToString());
            Assert.Equal(1, nothing.ExitCode);
            Assert.Contains("There is no course.xml in it", nothing.Output + nothing.Error, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task TheSearchIndexIsRebuiltAndReset()
    {
        await miniature.EnsureRunningAsync();

        var reindex = await miniature.DevstackAsync("reindex");
        var reset = await miniature.DevstackAsync("db", "reset", "search", "--yes");

        Assert.True(reindex.ExitCode == 0, reindex.ToString());
        Assert.True(reset.ExitCode == 0, reset.ToString());
    }

    [Fact]
    public async Task AThemeThatIsMissingIsNamed()
    {
        await miniature.EnsureRunningAsync();

        var missing = await miniature.DevstackAsync("theme", "set", "no-such-theme");
        var none = await miniature.DevstackAsync("theme", "set", "default");
        var site = await miniature.DevstackAsync("theme", "set", "default", "--site", "academy.example.org");

        Assert.NotEqual(0, missing.ExitCode);
        Assert.Contains("There is no theme no-such-theme", missing.Output, StringComparison.Ordinal);
        Assert.True(none.ExitCode == 0, none.ToString());
        Assert.Contains("academy.example.org: default", site.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWaffleFlagIsSwitched()
    {
        await miniature.EnsureRunningAsync();

        var on = await miniature.DevstackAsync("waffle", "e2e.a_flag", "on");
        var isOn = await miniature.DevstackAsync("manage", "lms", "waffle_flag", "--list");
        var off = await miniature.DevstackAsync("waffle", "e2e.a_flag", "off");

        Assert.True(on.ExitCode == 0, on.ToString());
        Assert.Contains("e2e.a_flag", isOn.Output, StringComparison.Ordinal);
        Assert.True(off.ExitCode == 0, off.ToString());
    }

    [Fact]
    public async Task AssetsAndMessagesAreCompiled()
    {
        await miniature.EnsureRunningAsync();

        var assets = await miniature.DevstackAsync("assets");
        var messages = await miniature.DevstackAsync("messages");

        Assert.True(assets.ExitCode == 0, assets.ToString());
        Assert.True(messages.ExitCode == 0, messages.ToString());
    }

    [Fact]
    public async Task SettingsAreShownWithoutSecrets()
    {
        await miniature.EnsureRunningAsync();
        var passwords = await Task.WhenAll(new[] { ("mysql", "mysql-password"), ("redis", "redis-password"), ("mongodb", "mongodb-password") }
            .Select(async secret => (await miniature.ExecAsync(secret.Item1, "cat", $"/run/secrets/{secret.Item2}")).Text));

        var all = await miniature.DevstackAsync("settings", "show", "lms");
        var one = await miniature.DevstackAsync("settings", "show", "cms", "ROOT_URLCONF");
        var unknown = await miniature.DevstackAsync("settings", "show", "lms", "NO_SUCH_SETTING");

        Assert.True(all.ExitCode == 0, all.ToString());
        Assert.All(passwords, password => Assert.DoesNotContain(password, all.Output, StringComparison.Ordinal));
        Assert.Contains("DATABASES = ", all.Output, StringComparison.Ordinal);
        Assert.Equal((0, "ROOT_URLCONF = \"cms.urls\""), (one.ExitCode, one.Output.Trim()));
        Assert.NotEqual(0, unknown.ExitCode);
    }

    [Fact]
    public async Task LogsAreFiltered()
    {
        await miniature.EnsureRunningAsync();

        var found = await miniature.DevstackAsync("logs", "lms", "--grep", "GET /heartbeat", "--tail", "2000");
        var none = await miniature.DevstackAsync("logs", "lms", "--grep", "no such line anywhere");

        Assert.NotEmpty(found.Output);
        Assert.All(found.Output.TrimEnd().Split('\n'), line => Assert.Contains("GET /heartbeat", line, StringComparison.Ordinal));
        Assert.Equal((0, ""), (none.ExitCode, none.Output));
    }

    [Fact]
    public async Task OpenKnowsTheAddresses()
    {
        var status = await miniature.EnsureRunningAsync();

        var lms = await miniature.DevstackAsync("open", "--print");
        var studio = await miniature.DevstackAsync("open", "studio", "--print");
        var wrong = await miniature.DevstackAsync("open", "studoi", "--print");

        Assert.Equal(MiniatureStack.UrlOf(status, "LMS"), new Uri(lms.Output.Trim()));
        Assert.Equal(MiniatureStack.UrlOf(status, "Studio"), new Uri(studio.Output.Trim()));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("Did you mean 'studio'?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseIsResetAndPreparedAgain()
    {
        var status = await miniature.EnsureRunningAsync();
        await Terminal.WithInputAsync(miniature.Folder, "pw-of-rita\n", "user", "create", "rita", "rita@example.com");

        var outcome = await miniature.DevstackAsync("db", "reset", "mysql", "--yes");
        var users = await Terminal.WithInputAsync(miniature.Folder, "SELECT username FROM auth_user;\n", "db", "mysql", "--skip-column-names");

        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.DoesNotContain("rita", users.Output, StringComparison.Ordinal);
        Assert.Contains("cms", users.Output, StringComparison.Ordinal); // Studio's own user, from the jobs
        using var answer = await miniature.Http.GetAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/heartbeat?extended"), Cancellation);
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task QueuesAreShownWithWhoServesThem()
    {
        await miniature.EnsureRunningAsync();
        const string Send = "from openedx.core.djangoapps.heartbeat.tasks import sample_task; sample_task.apply_async(countdown=0)";
        var worker = miniature.Stack.ContainerName("lms-worker");
        var served = await miniature.DevstackAsync("queues");
        await MiniatureStack.ExecuteAsync("docker", "pause", worker);
        Outcome waiting;
        try
        {
            await miniature.RunInAsync("lms", ["./manage.py", "lms", "shell", "-c", Send]);
            await miniature.RunInAsync("lms", ["./manage.py", "lms", "shell", "-c", Send]);
            waiting = await miniature.DevstackAsync("queues");
        }
        finally
        {
            await MiniatureStack.ExecuteAsync("docker", "unpause", worker);
        }

        Assert.True(served.ExitCode == 0, served.ToString());
        Assert.Matches(@"(?m)^QUEUE +WAITING +RUNNING +WORKERS\s*$", served.Output);
        Assert.Matches(@"(?m)^edx\.lms\.core\.default +0 +0 +edx\.lms\.core\.default@", served.Output);
        Assert.Matches(@"(?m)^edx\.cms\.core\.low +0 +0 +edx\.cms\.core\.default@", served.Output);
        Assert.DoesNotContain("pidbox", served.Output, StringComparison.Ordinal);
        // One of the two may have been taken by the connection that was listening when the worker stopped.
        Assert.Matches(@"(?m)^edx\.lms\.core\.default +[12] +0 +none\s*$", waiting.Output);
        Assert.Contains("Nobody serves edx.lms.core.default", waiting.Output, StringComparison.Ordinal);
        await Eventually.GetAsync(
            async () => (await miniature.DevstackAsync("queues")).Output, text => System.Text.RegularExpressions.Regex.IsMatch(text, @"(?m)^edx\.lms\.core\.default +0 +0 +edx"), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task TheSameCommandsAreAspires()
    {
        await miniature.EnsureRunningAsync();

        var manage = await AspireCli.RunAsync("resource", "lms", "manage", "--", "--command", "lms showmigrations student");
        var waffle = await AspireCli.RunAsync("resource", "lms", "set-waffle", "--", "--flag", "e2e.aspire", "--state", "on");
        var refused = await AspireCli.RunAsync("resource", "lms", "manage", "--", "--command", "lms no_such_command");
        var list = await AspireCli.RunAsync("describe", "lms", "--format", "Json");

        Assert.Equal(0, manage.ExitCode);
        Assert.Contains("[X] 0001_initial", manage.Output, StringComparison.Ordinal);
        Assert.True(waffle.ExitCode == 0, waffle.ToString());
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("no_such_command", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.All(
            ["create-user", "import-course", "reindex", "set-theme", "set-waffle", "compile-assets", "compile-messages", "show-settings", "show-queues", "reset-database", "save-snapshot", "load-snapshot"],
            command => Assert.Contains($"\"{command}\"", list.Output, StringComparison.Ordinal));
    }
}
