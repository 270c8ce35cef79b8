using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Frontends;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Services.MicroFrontends;

/// <summary>A release with those micro-frontends beside its image's that somebody has.</summary>
internal static class ChosenMicroFrontends
{
    /// <summary>The release with those that the user's own image has (<c>microFrontends</c>) and, in a devstack, those whose checkouts are served.</summary>
    /// <param name="release">The release.</param>
    /// <param name="options">What the user has set.</param>
    /// <param name="development">Whether it is for a devstack; checkouts are no part of what is published.</param>
    public static Release Of(Release release, DevstackOptions options, bool development)
    {
        var checkouts = development && release.FurtherMicroFrontends.Count > 0 ? FrontendCheckout.Of(options).Select(checkout => checkout.App).ToList() : [];
        var chosen = release.FurtherMicroFrontends.Where(app => options.MicroFrontends.Contains(app.Name) || checkouts.Contains(app)).ToList();
        return chosen.Count == 0 ? release : release with { MicroFrontends = [.. release.MicroFrontends, .. chosen] };
    }
}
