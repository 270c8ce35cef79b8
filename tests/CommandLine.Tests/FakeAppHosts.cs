using Devstack.CommandLine.Running;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Tests;

/// <summary>AppHosts that live in this process: each one holds its stack's lock and does what the test says.</summary>
internal sealed class FakeAppHosts(StackIdentity stack, Func<FakeAppHosts, Task> life) : IAppHostProcesses
{
    private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _life = Task.CompletedTask;

    public const int ProcessId = 4711;

    public List<string> Arguments { get; } = [];

    /// <summary>Completes when somebody has asked it to end.</summary>
    public Task Terminated => _terminated.Task;

    public Task WriteAsync(StackPhase phase, params ResourceStatus[] resources) =>
        Statuses.Of(stack, phase, resources).WriteAsync(stack, CancellationToken.None);

    public int Start(IReadOnlyList<string> arguments, string log)
    {
        Arguments.AddRange(arguments);
        File.WriteAllText(log, "first line\nlast line\n");
        _life = LiveAsync();
        return ProcessId;
    }

    public void Terminate(int processId) => _terminated.SetResult();

    public Task WaitForExitAsync(int processId, CancellationToken cancellationToken) => _life.WaitAsync(cancellationToken);

    private async Task LiveAsync()
    {
        using var hold = await StackLock.TryAcquireAsync(stack, CancellationToken.None);
        await life(this);
    }
}
