using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Output;
using Devstack.Publishing.Targets;

namespace Devstack.CommandLine.Running;

/// <summary>How what has been published is deployed.</summary>
/// <param name="Place">Which of the places that the folder describes; <see langword="null"/> for the target's default.</param>
/// <param name="Connection">By which connection; <see langword="null"/> for the current one.</param>
/// <param name="IsDiff">Only shows what would change.</param>
/// <param name="IsForced">Takes over what somebody else has set.</param>
/// <param name="IsMaintenance">Shows a maintenance page, and stops the services meanwhile.</param>
/// <param name="Timeout">How long it may take.</param>
internal sealed record DeploymentRequest(string? Place, string? Connection, bool IsDiff, bool IsForced, bool IsMaintenance, TimeSpan Timeout)
{
    /// <summary>The target by its name.</summary>
    /// <exception cref="CommandFailedException">The named one can't be deployed.</exception>
    public static PublishTargetResource TargetOf(DistributedApplicationModel model, string name)
    {
        var targets = model.Resources.OfType<PublishTargetResource>().Where(target => target is IDeployableTarget).ToList();
        return targets.Find(target => target.Name == name) ?? throw new CommandFailedException(
            $"'{name}' can't be deployed by this verb: publish it, and read its README.md. {(targets.Count == 0 ? "Nothing" : string.Join(", ", targets.Select(target => target.Name)))} can.",
            ExitCodes.WrongUsage);
    }

    /// <summary>Deploys.</summary>
    public Task RunAsync(PublishTargetResource target, string folder, CancellationToken cancellationToken) => ((IDeployableTarget)target).DeployAsync(
        new(Path.GetFullPath(Path.Combine(folder, target.Name)), Terminal.Console.Output, Terminal.Console.Error)
        {
            Place = Place,
            Connection = Connection,
            IsDiff = IsDiff,
            IsForced = IsForced,
            IsMaintenance = IsMaintenance,
            Timeout = Timeout,
        },
        cancellationToken);
}
