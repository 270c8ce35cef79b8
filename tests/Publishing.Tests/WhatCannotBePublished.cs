using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Probes;
using Devstack.Tests;
using Xunit;

namespace Devstack.Publishing.Tests;

public sealed class WhatCannotBePublished
{
    [Fact]
    public async Task AllProblemsAreSaidAtOnceAndEachNamesItsResourceAndWhatToDo()
    {
        using var folder = new TemporaryFolder();
        folder.Write("data/x", "");

        var problems = await Model.ProblemsAsync(builder =>
        {
            var secret = builder.AddParameter("token", "abcdefgh12345678", secret: true);
            var excluded = builder.AddContainer("tool", "some/tool", "1").WithHttpEndpoint(targetPort: 80).ExcludeFromManifest();
            builder.AddContainer("value", "some/a", "1").WithEnvironment(context => context.EnvironmentVariables["X"] = new StrangeValue());
            builder.AddContainer("annotation", "some/a", "1").WithAnnotation(new StrangeAnnotation());
            builder.AddContainer("passed-over", "some/a", "1").WithAnnotation(new PassedOverAnnotation());
            builder.AddContainer("mount", "some/a", "1").WithBindMount(folder.Of("data"), "/data");
            builder.AddContainer("argument", "some/a", "1").WithArgs(context => context.Args.Add(secret.Resource));
            builder.AddContainer("runtime", "some/a", "1").WithContainerRuntimeArgs("--privileged");
            builder.AddContainer("refers", "some/a", "1").WithEnvironment("TOOL", excluded.GetEndpoint("http"));
            builder.AddContainer("waits", "some/a", "1").WaitFor(excluded);
            builder.AddContainer("callback", "some/a", "1").WithEnvironment(_ => throw new InvalidOperationException("No such thing."));
            builder.AddContainer("probe", "some/a", "1").WithProbe(new(ProbeKind.Readiness, new StrangeProbe()));
            builder.AddExecutable("program", "python3", ".");
        });

        Golden.Matches(string.Join('\n', problems) + "\n");
    }

    [Fact]
    public async Task AHealthCheckInCodeIsAProblemWhenSomebodyWaitsForIt()
    {
        var problems = await Model.ProblemsAsync(builder =>
        {
            var api = builder.AddContainer("api", "some/api", "1").WithHealthCheck("checked-in-code");
            builder.AddContainer("web", "some/web", "1").WaitFor(api);
        });

        Assert.StartsWith("'api' has a health check that only the AppHost can ask, and 'web' waits for it.", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecretThatGotIntoAFileIsFound()
    {
        var problems = await Model.ProblemsAsync(builder =>
        {
            builder.AddParameter("token", "abcdefgh12345678", secret: true);
            builder.AddContainer("web", "some/web", "1").WithTextFile("/etc/web.conf", () => "token = abcdefgh12345678\n");
        });

        Assert.Equal("'web' has the value of the secret 'token' in its file /etc/web.conf. Give it as a file of its own: WithSecretFile.", Assert.Single(problems));
    }

    [Fact]
    public async Task APrivateKeyInAFileIsFound()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem();

        var problems = await Model.ProblemsAsync(builder => builder.AddContainer("web", "some/web", "1").WithTextFile("/etc/key.pem", () => pem));

        Assert.Equal("'web' has a private key in its file /etc/key.pem. Give it as a file of its own: WithSecretFile.", Assert.Single(problems));
    }

    [Fact]
    public async Task ADatabaseCreatedByASqlScriptIsNotSilentlyCreatedWithoutIt()
    {
        var problems = await Model.ProblemsAsync(builder => builder.AddMySql("mysql").AddDatabase("orders").WithCreationScript("CREATE DATABASE orders"));

        Assert.Contains("'orders' has the annotation MySqlCreationScriptAnnotation", Assert.Single(problems), StringComparison.Ordinal);
    }

    private sealed class StrangeValue;

    private sealed class StrangeAnnotation : IResourceAnnotation;

    [ModelOnly]
    private sealed class PassedOverAnnotation : IResourceAnnotation;

    private sealed record StrangeProbe : ProbeAction;
}
