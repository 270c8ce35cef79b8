using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Releases;

/// <summary>All releases that Devstack knows.</summary>
public static class ReleaseCatalog
{
    /// <summary>From the oldest to the newest, then <c>master</c> and <c>miniature</c>.</summary>
    public static IReadOnlyList<Release> All { get; } =
    [
        Koa.Release, Lilac.Release, Maple.Release, Nutmeg.Release, Olive.Release, Palm.Release, Quince.Release, Redwood.Release,
        Sumac.Release, Teak.Release, Ulmo.Release, Verawood.Release, Master.Release, Miniature.Release,
    ];

    /// <summary>The release of a devstack that doesn't say: the newest named one.</summary>
    public static Release Default => Verawood.Release;

    /// <summary>The release of a name.</summary>
    /// <param name="name">Lower case, for example <c>verawood</c>.</param>
    /// <returns>The release.</returns>
    /// <exception cref="DevstackConfigurationException">There is none; the message has the nearest name and all names.</exception>
    public static Release Get(string name) =>
        Find(name) ?? throw Unknown(name);

    /// <summary>Whether there is a release of that name.</summary>
    /// <param name="name">Lower case, for example <c>verawood</c>.</param>
    public static bool IsKnown(string name) => Find(name) is not null;

    private static DevstackConfigurationException Unknown(string name)
    {
        var names = All.Select(release => release.Name).ToList();
        return new($"unknown release '{name}'.{NearestName.Question(name, names)} Releases: {string.Join(", ", names)}.");
    }

    private static Release? Find(string name) => All.FirstOrDefault(release => release.Name == name);
}
