using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Devstack.CommandLine.Tests;

public class StatusBoardTests
{
    private readonly ManualTime _time = new();
    private readonly ContainerResource _mysql = new("mysql");
    private readonly ContainerResource _migrate = new("migrate");

    public StatusBoardTests()
    {
        _migrate.Annotations.Add(new JobAnnotation(["migrate"]));
        _migrate.Annotations.Add(new WaitAnnotation(_mysql, WaitType.WaitUntilHealthy));
    }

    [Fact]
    public void AStackIsReadyWhenItsLastJobIsDoneAndEachResourceKnowsHowLongItTook()
    {
        var board = Board();

        Say(board, 1, _mysql, "Starting");
        Say(board, 2, _migrate, "Waiting");
        Say(board, 3, _mysql, "Running");
        Say(board, 4, _migrate, "Running");
        Say(board, 9, _migrate, "Exited", exitCode: 0);

        var status = board.Read();
        Assert.Equal((StackPhase.Ready, 9.0), (status.Phase, status.ReadyAfterSeconds));
        Assert.Equal([("mysql", "service", 2.0), ("migrate", "job", 5.0)], status.Resources.Select(r => (r.Name, r.Kind, r.Seconds ?? -1)));
    }

    [Fact]
    public void AFailedJobHasItsLastLinesUntilItSucceeds()
    {
        var board = Board();

        Say(board, 1, _mysql, "Running");
        Say(board, 2, _migrate, "Exited", exitCode: 7);
        board.AddLines("migrate", ["no such table"]);

        var failed = board.Read();
        Assert.Equal(StackPhase.Failed, failed.Phase);
        Assert.Equal("exit code 7\nno such table", failed.Resources[1].Detail);

        Say(board, 3, _migrate, "Running");
        Say(board, 4, _migrate, "Exited", exitCode: 0);

        Assert.Equal((StackPhase.Ready, ""), (board.Read().Phase, board.Read().Resources[1].Detail));
    }

    [Fact]
    public void WhatFellWithAnotherSaysWithWhich()
    {
        var board = Board();

        Say(board, 1, _mysql, "FailedToStart");
        Say(board, 2, _migrate, "FailedToStart");

        Assert.Equal("mysql failed", board.Read().Resources[1].Detail);
        Assert.Equal(["mysql"], board.ReadCauses());
    }

    [Fact]
    public void AMissingParameterStopsTheStackAndAGivenOneIsNotCounted()
    {
        var parameter = new ParameterResource("smtp-password", _ => "", secret: true);
        var board = new StatusBoard([parameter], Statuses.Of(TestFolders.NewStack(), StackPhase.Starting), _time);

        Say(board, 1, parameter, KnownResourceStates.ValueMissing);

        var status = board.Read();
        Assert.Equal(StackPhase.Failed, status.Phase);
        Assert.Contains("Parameters__smtp_password", Assert.Single(status.Failures), StringComparison.Ordinal);

        Say(board, 2, parameter, KnownResourceStates.Running);

        Assert.Equal(StackPhase.Ready, board.Read().Phase);
    }

    [Fact]
    public void ExplicitStartIsReadyWithoutBeingStartedAndCountsOnceItIs()
    {
        var shell = new ContainerResource("shell");
        shell.Annotations.Add(new ExplicitStartupAnnotation());
        var board = new StatusBoard([shell], Statuses.Of(TestFolders.NewStack(), StackPhase.Starting), _time);

        Say(board, 1, shell, "NotStarted");
        Assert.Equal(StackPhase.Ready, board.Read().Phase);

        Say(board, 2, shell, "Starting");
        Assert.Equal(StackPhase.Starting, board.Read().Phase);
    }

    [Fact]
    public void OnlyAddressesThatPeopleOpenAreShown()
    {
        var board = Board();

        _time.Now = 1;
        board.Apply(new ResourceEvent(_mysql, "mysql-1", Snapshot("Running", null) with
        {
            Urls =
            [
                new("http", "http://localhost:1", IsInternal: false) { DisplayProperties = new("Site admin", 0) },
                new("tcp", "tcp://localhost:2", IsInternal: false),
                new("http", "http://localhost:3", IsInternal: true),
            ],
        }));

        Assert.Equal([new ResourceUrl("Site admin", "http://localhost:1")], board.Read().Resources[0].Urls);
    }

    [Fact]
    public void StoppingIsTheLastWordWhateverTheContainersSay()
    {
        var board = Board();

        board.End(StackPhase.Stopping);
        Say(board, 1, _migrate, "Exited", exitCode: 1);

        Assert.Equal(StackPhase.Stopping, board.Read().Phase);
    }

    private StatusBoard Board() => new([_mysql, _migrate], Statuses.Of(TestFolders.NewStack(), StackPhase.Starting), _time);

    private void Say(StatusBoard board, double second, IResource resource, string state, int? exitCode = null)
    {
        _time.Now = second;
        board.Apply(new ResourceEvent(resource, $"{resource.Name}-1", Snapshot(state, exitCode)));
    }

    private static CustomResourceSnapshot Snapshot(string state, int? exitCode) =>
        new() { ResourceType = "Container", Properties = [], State = state, ExitCode = exitCode };

    private sealed class ManualTime : TimeProvider
    {
        public double Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Now * 1000);
    }
}
