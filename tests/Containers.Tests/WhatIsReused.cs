using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

public sealed class WhatIsReused
{
    private static readonly StackIdentity Stack = new("test");

    private readonly FakeEngine _engine = new();

    [Fact]
    public async Task AJobThatEndedWell_IsDone()
    {
        var model = Model();
        await RememberAsync(model, "job", "exited", exitCode: 0);

        var plan = await PlanAsync(model);

        Assert.True(plan.IsDone(model.Job.Resource));
    }

    [Fact]
    public async Task AJobThatFailed_RunsAgain()
    {
        var model = Model();
        await RememberAsync(model, "job", "exited", exitCode: 1);

        var plan = await PlanAsync(model);

        Assert.False(plan.IsDone(model.Job.Resource));
    }

    [Fact]
    public async Task AJobThatWasKilledOnItsWay_RunsAgain()
    {
        var model = Model();
        await RememberAsync(model, "job", "running", exitCode: 0);

        Assert.False((await PlanAsync(model)).IsDone(model.Job.Resource));
    }

    [Fact]
    public async Task AJobWithAnotherCommand_RunsAgain()
    {
        await RememberAsync(Model(command: "migrate"), "job", "exited", exitCode: 0);

        var changed = Model(command: "migrate --fake");

        Assert.False((await PlanAsync(changed)).IsDone(changed.Job.Resource));
    }

    [Fact]
    public async Task AJobWithOtherSettings_RunsAgain()
    {
        await RememberAsync(Model(settings: "a: 1"), "job", "exited", exitCode: 0);

        var changed = Model(settings: "a: 2");

        Assert.False((await PlanAsync(changed)).IsDone(changed.Job.Resource));
    }

    [Fact]
    public async Task AJobWithAnotherPassword_RunsAgain()
    {
        await RememberAsync(Model(password: "one"), "job", "exited", exitCode: 0);

        var changed = Model(password: "two");

        Assert.False((await PlanAsync(changed)).IsDone(changed.Job.Resource));
    }

    [Fact]
    public async Task AJobWhoseDatabaseIsNew_RunsAgain()
    {
        var model = Model();
        await RememberAsync(model, "job", "exited", exitCode: 0);
        _engine.Volumes["test-db-data"] = new Dictionary<string, string> { [StackIdentity.BirthLabel] = "again" };

        Assert.False((await PlanAsync(model)).IsDone(model.Job.Resource));
    }

    [Theory]
    [InlineData("exited")]
    [InlineData("running")]
    public async Task AServiceThatIsThereAndUnchanged_IsGoneOnWith(string status)
    {
        var model = Model();
        await RememberAsync(model, "db", status, exitCode: 143);

        var plan = await PlanAsync(model);
        var found = await plan.FoundAsync(model.Database.Resource, TestContext.Current.CancellationToken);

        Assert.Equal("test-db", found?.Name);
        Assert.True(plan.IsUnchanged(model.Database.Resource, found!));
    }

    [Fact]
    public async Task AServiceOnAnotherPort_IsMadeAgain()
    {
        var model = Model();
        await RememberAsync(model, "db", "running", exitCode: 0);
        model.Database.WithEndpoint("tcp", endpoint => endpoint.Port = 23306);

        var plan = await PlanAsync(model);

        var found = await plan.FoundAsync(model.Database.Resource, TestContext.Current.CancellationToken);
        Assert.False(plan.IsUnchanged(model.Database.Resource, found!));
    }

    [Fact]
    public async Task AServiceThatWasMadeAndNeverRan_IsMadeAgain()
    {
        var model = Model();
        await RememberAsync(model, "db", "created", exitCode: 0);

        var plan = await PlanAsync(model);

        Assert.False(plan.IsUnchanged(model.Database.Resource, (await plan.FoundAsync(model.Database.Resource, TestContext.Current.CancellationToken))!));
    }

    [Fact]
    public async Task AServiceThatIsStartedOnceMore_IsLookedForInTheEngine()
    {
        var model = Model();
        await RememberAsync(model, "db", "running", exitCode: 0);
        var plan = await PlanAsync(model);
        await plan.FoundAsync(model.Database.Resource, TestContext.Current.CancellationToken);
        _engine.Containers.Clear();

        Assert.Null(await plan.FoundAsync(model.Database.Resource, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Volumes_AreMadeWithTheStacksNameBeforeAnythingStarts()
    {
        await PlanAsync(Model());

        Assert.Contains("create volume test-db-data", _engine.Calls);
    }

    [Fact]
    public async Task AVolume_SaysWhenItHoldsNoData()
    {
        var model = Model();
        var job = model.Job.WithMadeVolume("packages", "/packages");
        StackNaming.Apply(job.Resource, Stack);

        await PlanAsync(model);

        Assert.Equal("true", _engine.Volumes["test-packages"].GetValueOrDefault(StackIdentity.MadeLabel));
        Assert.False(_engine.Volumes["test-db-data"].ContainsKey(StackIdentity.MadeLabel));
    }

    [Fact]
    public async Task AJobThatWaitsForAnotherOne_RunsAgain()
    {
        await RememberAsync(Model(), "job", "exited", exitCode: 0);

        var changed = Model();
        changed.Job.WaitForCompletion(changed.Job.ApplicationBuilder.AddContainer("first", "openedx", "22").AsJob(new(["sh"])));

        Assert.False((await PlanAsync(changed)).IsDone(changed.Job.Resource));
    }

    [Fact]
    public async Task APlan_AsksArgumentsOfTheRunAndLeavesThemToIt()
    {
        var model = Model();
        model.Database
            .WithArgs(context => context.Args.Add(context.ExecutionContext.IsRunMode ? "--run" : "--published"))
            .WithEnvironment(context => context.EnvironmentVariables["MODE"] = context.ExecutionContext.Operation.ToString());

        await PlanAsync(model);

        var run = await ExecutionConfigurationBuilder.Create(model.Database.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(model.Services.GetRequiredService<DistributedApplicationExecutionContext>(), resourceLogger: null, TestContext.Current.CancellationToken);
        Assert.Equal(["--run"], run.Arguments.Select(argument => argument.Value));
        Assert.Equal("Run", Assert.Single(run.EnvironmentVariables).Value);
    }

    private async Task<StackPlan> PlanAsync(TestModel model)
    {
        var plan = new StackPlan(Stack, _engine, model.Services);
        await plan.MakeAsync(model.Containers, TestContext.Current.CancellationToken);
        return plan;
    }

    // As if the model had been run before: the engine has a container with the fingerprint of that time.
    private async Task RememberAsync(TestModel model, string resource, string status, int exitCode)
    {
        var plan = await PlanAsync(model);
        var container = model.Containers.Single(candidate => candidate.Name == resource);
        _engine.Containers.Add(FakeEngine.Container(resource, status, exitCode, plan.FingerprintOf(container)));
    }

    private static TestModel Model(string command = "migrate", string settings = "a: 1", string password = "one")
    {
        var builder = DistributedApplication.CreateBuilder([]);
        var secret = builder.AddParameter("password", password, secret: true);
        var database = builder.AddContainer("db", "mysql", "8.4").WithVolume("db-data", "/var/lib/mysql").WithEndpoint(targetPort: 3306, port: 13306, name: "tcp");
        var job = builder.AddContainer("job", "openedx", "22")
            .WithTextFile("/settings.yml", () => settings)
            .WithSecretFile(secret.Resource, owner: 1000)
            .WaitFor(database)
            .AsJob(new(["sh", "-c", command]));
        foreach (var container in new[] { database, job })
        {
            StackNaming.Apply(container.Resource, Stack);
        }

        return new(database, job, builder.Build().Services);
    }

    private sealed record TestModel(IResourceBuilder<ContainerResource> Database, IResourceBuilder<ContainerResource> Job, IServiceProvider Services)
    {
        public IReadOnlyList<ContainerResource> Containers => [Database.Resource, Job.Resource];
    }
}
