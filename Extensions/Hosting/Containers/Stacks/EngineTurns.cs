using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Lets a few containers at a time be made or started: those first on which the longest chain of others waits.</summary>
/// <remarks>
/// All at once are no faster, and the database would be there as late as what nobody waits for. What can be started goes before what
/// is only made ahead.
/// </remarks>
internal sealed class EngineTurns(DistributedApplicationModel model, IContainerEngine engine)
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, (TurnPurpose Purpose, int Before, long Number)> _waiting = new();
    private readonly Lazy<ChainsOfWaiting> _chains = new(() => new ChainsOfWaiting(model.Resources));
    private int _free = Math.Max(2, Environment.ProcessorCount);
    private long _number;

    /// <summary>Starts a container, called <paramref name="name"/>, when it is its turn.</summary>
    public async Task StartAsync(ContainerResource container, string name, CancellationToken cancellationToken)
    {
        using var turn = await TakeAsync(container, TurnPurpose.Start, cancellationToken);
        await engine.StartAsync(name, cancellationToken);
    }

    /// <summary>Waits for a turn, which ends when it is disposed. Who has one may not ask for another.</summary>
    public async Task<IDisposable> TakeAsync(ContainerResource container, TurnPurpose purpose, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue(turn, (purpose, -_chains.Value.LengthBehind(container.Name), _number++));
            Give();
        }

        await using var cancellation = cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        await turn.Task;
        return new Turn(this);
    }

    // Whoever has given up is passed over.
    private void Give()
    {
        while (_free > 0 && _waiting.TryDequeue(out var next, out _))
        {
            if (next.TrySetResult())
            {
                _free--;
            }
        }
    }

    private void GiveBack()
    {
        lock (_lock)
        {
            _free++;
            Give();
        }
    }

    private sealed class Turn(EngineTurns turns) : IDisposable
    {
        private EngineTurns? _turns = turns;

        public void Dispose() => Interlocked.Exchange(ref _turns, null)?.GiveBack();
    }
}

/// <summary>What a turn of <see cref="EngineTurns"/> is for; the first goes first.</summary>
internal enum TurnPurpose
{
    /// <summary>To start a container whose time has come.</summary>
    Start,

    /// <summary>To make a container that is started later.</summary>
    Make,
}
