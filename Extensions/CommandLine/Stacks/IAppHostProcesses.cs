namespace Devstack.CommandLine.Stacks;

/// <summary>What verbs do with AppHosts that run in other processes.</summary>
internal interface IAppHostProcesses
{
    /// <summary>Starts this program in the background, so that it outlives this process and its terminal.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="log">The file that gets all it prints; what was in it goes.</param>
    /// <returns>Its process id.</returns>
    int Start(IReadOnlyList<string> arguments, string log);

    /// <summary>Asks a process to end in good order; does nothing when it has ended.</summary>
    void Terminate(int processId);

    /// <summary>Returns when a process has ended.</summary>
    Task WaitForExitAsync(int processId, CancellationToken cancellationToken);
}
