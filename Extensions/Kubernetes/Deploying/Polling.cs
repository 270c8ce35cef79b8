using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>Asks the cluster until something is so.</summary>
/// <remarks>A watch ends with each connection that is lost and each version that is too old, and then has to ask as well; a deployment takes minutes, and a question every few seconds is enough.</remarks>
internal static class Polling
{
    /// <summary>Returns when the answer is yes; it is asked for at least once.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="pause">The time between two questions.</param>
    /// <param name="deadline">Until when.</param>
    /// <param name="isSo">The question.</param>
    /// <param name="late">What is said when the time is over.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DeployException">The time is over.</exception>
    public static async Task UntilAsync(
        this TimeProvider time, TimeSpan pause, DateTimeOffset deadline, Func<Task<bool>> isSo, Func<Task<DeployException>> late, CancellationToken cancellationToken)
    {
        while (!await isSo())
        {
            if (time.GetUtcNow() > deadline)
            {
                throw await late();
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
