using System.Globalization;
using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>Volumes belong to the user that writes to them, when that one isn't root and all who write are the same.</summary>
internal sealed class VolumeOwners
{
    public const string Service = "volume-owners";
    private const string Config = "own-volumes";

    private readonly SortedDictionary<string, UserSpec> _owners = new(StringComparer.Ordinal);

    public VolumeOwners(DeploymentDocument document)
    {
        var writers = document.Workloads
            .SelectMany(workload => workload.Mounts, (workload, mount) => (mount, workload.User))
            .Where(use => !use.mount.IsReadOnly)
            .GroupBy(use => use.mount.Volume, use => use.User);
        foreach (var users in writers)
        {
            if (users.Distinct().ToList() is [{ IsUnprivileged: true } user] && int.TryParse(user.User, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                _owners[users.Key] = user;
            }
        }
    }

    /// <summary>Whether the volume is given to a user before it is mounted.</summary>
    public bool Contains(string volume) => _owners.ContainsKey(volume);

    /// <summary>Adds the service that gives the volumes away, by which all others wait that mount them.</summary>
    public void AddService(ComposeContext context)
    {
        if (_owners.Count == 0)
        {
            return;
        }

        var waiting = context.File.Services.Where(service => service.Volumes.Any(mount => mount.Source is { } source && Contains(source))).ToList();
        var owners = new ComposeService { Name = Service, Image = waiting[0].Image, Build = waiting[0].Build, User = "0:0", Restart = "no", NetworkMode = "none", IsReadOnly = true };
        owners.Entrypoint.Add("/bin/sh");
        owners.Entrypoint.Add($"/run/devstack/{Config}.sh");
        owners.DroppedCapabilities.Add("ALL");
        owners.AddedCapabilities.Add("CHOWN");
        RunOnce.AddScript(context, owners, Config);
        foreach (var (volume, user) in _owners)
        {
            owners.Command.Add(user.Group is null ? $"{user.User}:{user.User}" : user.ToString());
            owners.Command.Add(volume);
            owners.Volumes.Add(new(volume, $"/run/devstack/volumes/{volume}") { IsNoCopy = true });
        }

        foreach (var service in waiting)
        {
            service.DependsOn[Service] = new("service_completed_successfully");
        }

        context.File.Services.Add(owners);
    }
}
