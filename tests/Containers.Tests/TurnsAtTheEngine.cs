using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.Hosting.Containers.Tests;

/// <summary>Which container is made or started first when many are wanted at once.</summary>
public sealed class TurnsAtTheEngine
{
    private readonly Dictionary<string, ContainerResource> _containers = [];
    private readonly List<string> _order = [];
    private readonly EngineTurns _turns;

    public TurnsAtTheEngine()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        Add(builder, "mfe");
        Add(builder, "redis");
        Add(builder, "mysql");
        Add(builder, "migrations", "mysql");
        Add(builder, "lms", "migrations", "redis");
        _turns = new(new DistributedApplicationModel(builder.Resources), new FakeEngine());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheOneWithTheLongestChainBehindItGoesFirst()
    {
        var busy = await TakeAllAsync();

        var waiting = new[] { "mfe", "redis", "mysql" }.Select(name => UseAsync(name, TurnPurpose.Make)).ToList();
        busy[0].Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["Make mysql", "Make redis", "Make mfe"], _order);
    }

    [Fact]
    public async Task WhatCanStartGoesBeforeWhatIsOnlyMade()
    {
        var busy = await TakeAllAsync();

        Task[] waiting = [UseAsync("mysql", TurnPurpose.Make), UseAsync("mfe", TurnPurpose.Start)];
        busy[0].Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["Start mfe", "Make mysql"], _order);
    }

    [Fact]
    public async Task WhoGaveUpTakesNoTurn()
    {
        var busy = await TakeAllAsync();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var gaveUp = _turns.TakeAsync(_containers["mysql"], TurnPurpose.Start, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gaveUp);

        var next = UseAsync("mfe", TurnPurpose.Make);
        busy[0].Dispose();
        await next.WaitAsync(Cancellation);

        Assert.Equal(["Make mfe"], _order);
    }

    [Fact]
    public async Task ATurnEndsOnce()
    {
        var busy = await TakeAllAsync();
        busy[0].Dispose();
        busy[0].Dispose();
        var last = await _turns.TakeAsync(_containers["mfe"], TurnPurpose.Make, Cancellation);

        var more = _turns.TakeAsync(_containers["mfe"], TurnPurpose.Make, Cancellation);

        Assert.False(more.IsCompleted);
        last.Dispose();
        (await more).Dispose();
    }

    private void Add(IDistributedApplicationBuilder builder, string name, params string[] waitsFor)
    {
        var container = builder.AddContainer(name, "image");
        foreach (var other in waitsFor)
        {
            container.WaitFor(builder.CreateResourceBuilder(_containers[other]));
        }

        _containers[name] = container.Resource;
    }

    // As many as there are at a time: at least two, on a larger machine one for each of its processors.
    private async Task<List<IDisposable>> TakeAllAsync()
    {
        var taken = new List<IDisposable>();
        for (var i = 0; i < Math.Max(2, Environment.ProcessorCount); i++)
        {
            taken.Add(await _turns.TakeAsync(_containers["lms"], TurnPurpose.Start, Cancellation));
        }

        return taken;
    }

    private async Task UseAsync(string name, TurnPurpose purpose)
    {
        using var turn = await _turns.TakeAsync(_containers[name], purpose, Cancellation);
        _order.Add($"{purpose} {name}");
    }
}
