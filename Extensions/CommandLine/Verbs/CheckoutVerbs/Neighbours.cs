using System.Text.RegularExpressions;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.CommandLine.Verbs.CheckoutVerbs;

/// <summary>Checkouts of Open edX that lie beside a folder, by their git remotes.</summary>
internal static partial class Neighbours
{
    private const string PointsTo = "gitdir: ";

    // Forks are known by these names, whoever's they are.
    private static readonly HashSet<string> Repositories =
    [
        "edx-platform", "openedx-platform",
        .. ServiceCode.All.Select(service => service.Repository),
        .. ReleaseCatalog.All.SelectMany(release => release.TaggedMicroFrontends).SelectMany(app => new[] { app.Repository, app.FormerRepository }).OfType<string>(),
    ];

    /// <summary>Those in the folder, and those beside it, that a stack of the release can run.</summary>
    public static IEnumerable<string> Of(string folder, Release release) => new[] { folder, Path.GetDirectoryName(folder) }
        .Where(parent => parent is not null)
        .SelectMany(parent => Directory.EnumerateDirectories(parent!))
        .Where(IsOfOpenEdx)
        .Where(found => CanRun(Checkouts.At(found), release))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static bool CanRun(Checkout checkout, Release release) => checkout.Kind switch
    {
        CheckoutKind.Unknown => false,
        CheckoutKind.MicroFrontend => FrontendCheckout.AppOf(checkout, release) is not null,
        CheckoutKind.Service => ServiceCode.Of(checkout) is { } service && StackParts.Of(release).Contains(service.Name),
        _ => true,
    };

    private static bool IsOfOpenEdx(string folder)
    {
        var config = ConfigOf(folder);
        return File.Exists(config) && Remote().Matches(File.ReadAllText(config)).Any(
            remote => remote.Groups["owner"].Value is "openedx" or "edx" or "overhangio" || Repositories.Contains(remote.Groups["name"].Value));
    }

    // A worktree's .git is a file that names a folder of the repository; there commondir leads to what all worktrees share.
    // A submodule's is such a file, too, and its folder has a configuration of its own.
    private static string ConfigOf(string folder)
    {
        var git = Path.Combine(folder, ".git");
        if (File.Exists(git) && File.ReadAllText(git) is var text && text.StartsWith(PointsTo, StringComparison.Ordinal))
        {
            git = Path.Combine(folder, text[PointsTo.Length..].Trim());
            var common = Path.Combine(git, "commondir");
            git = File.Exists(common) ? Path.Combine(git, File.ReadAllText(common).Trim()) : git;
        }

        return Path.Combine(git, "config");
    }

    // url = git@github.com:openedx/edx-platform.git
    [GeneratedRegex(@"^\s*url\s*=\s*\S*?[:/](?<owner>[^\s:/]+)/(?<name>[^\s/]+?)(?:\.git)?/?\s*$", RegexOptions.Multiline)]
    private static partial Regex Remote();
}
