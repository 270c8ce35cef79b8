using Aspire.Hosting;
using Devstack.Compose.Rules;
using Xunit;

namespace Devstack.Compose.Tests;

/// <summary>A script before a container's command needs to know that command; an image that is pulled doesn't say it.</summary>
public sealed class WhatAnImageRuns
{
    [Fact]
    public async Task ADockerfileSaysItSoSecretsAreFilesAndAJobRunsOnce()
    {
        using var folder = new TemporaryFolder();
        folder.Write("web/Dockerfile", "FROM some/base\nRUN make\nENTRYPOINT [\"/web\", \"$1\"]\nCMD [\"serve\"]\n");

        var document = await Published.ReadAsync(builder =>
        {
            var job = builder.AddDockerfile("job", folder.Of("web")).WithArgs("prepare");
            builder.AddDockerfile("web", folder.Of("web")).WithEnvironment("TOKEN", builder.AddParameter("token", secret: true)).WaitForCompletion(job);
        });
        var published = new Published(document);

        Assert.Contains("export TOKEN=\"$$(cat /run/secrets/token)\"", published.List("web", "entrypoint")[2], StringComparison.Ordinal);
        Assert.Equal(["/web", "$$1", "serve"], published.List("web", "command"));
        Assert.False(published.Has("web", "env_file"));
        Assert.Equal("/run/devstack/run-once.sh", published.List("job", "entrypoint")[1]);
        Assert.Equal(["/web", "$$1", "prepare"], published.List("job", "command").TakeLast(3));
        Assert.Empty(UnknownStarts.Warnings(document));
    }

    [Fact]
    public async Task WhatNothingSaysIsSaidWhenItIsPublishedAndInTheFolder()
    {
        var document = await Published.ReadAsync(builder =>
        {
            var job = builder.AddContainer("job", "some/job", "1");
            builder.AddContainer("web", "some/web", "1").WithEnvironment("TOKEN", builder.AddParameter("token", secret: true)).WaitForCompletion(job);
        });

        Assert.Equal(
            [
                "'web' gets TOKEN as plain variables, which 'docker inspect' shows on the server: nothing says what some/web:1 runs, so no shell can read them from files before it. "
                    + "Say it with WithEntrypoint and WithArgs, or give files with WithSecretFile.",
                "'job' runs at each 'docker compose up', also when it is done: nothing says what some/job:1 runs. Say it with AsJob, or with WithEntrypoint and WithArgs.",
            ],
            UnknownStarts.Warnings(document));
        Assert.Contains("The secrets of web are variables of its container", new Published(document)["secrets/README.md"], StringComparison.Ordinal);
    }
}
