namespace Devstack.OpenEdx.Releases;

/// <summary>The main branch of Open edX.</summary>
internal static class Master
{
    // Nobody publishes images of master: Tutor's are of named releases, and its branch main is for building one's own. The newest
    // release's images carry it: a checkout of master is mounted over their code, and what it changes in requirements is
    // installed on top. Data stores: overhangio/tutor, branch main (2026-07), templates/config/defaults.yml, which equals Verawood.
    public static Release Release { get; } = Verawood.Release with
    {
        Name = "master",
        GitRef = "master",
        Released = null,
        Upgrade = new("verawood"),
    };
}
