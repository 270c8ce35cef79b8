using System.Text.RegularExpressions;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine.Verbs.CheckoutVerbs;

/// <summary>Checkouts of Open edX that lie beside a folder, by their git remotes.</summary>
internal static partial class Neighbours
{
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
        _ => true,
    };

    private static bool IsOfOpenEdx(string folder)
    {
        var config = Path.Combine(folder, ".git", "config");
        return File.Exists(config) && Remote().IsMatch(File.ReadAllText(config));
    }

    // url = git@github.com:openedx/edx-platform.git, also of a fork: somebody/edx-platform
    [GeneratedRegex(@"^\s*url\s*=\s*\S*(?:[:/](?:openedx|edx|overhangio)/\S+|/(?:edx-platform|openedx-platform)(?:\.git)?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Remote();
}
