using System.Security.Cryptography;
using System.Text;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Development.Frontends;

/// <summary>A checkout of one of a release's micro-frontends.</summary>
/// <param name="Checkout">Its folder.</param>
/// <param name="App">Which micro-frontend it is.</param>
/// <param name="InspectorPort">The port of Node.js' inspector on 127.0.0.1, unless it is taken or <c>ports.NAME-debugger</c> says another.</param>
public sealed record FrontendCheckout(Checkout Checkout, MicroFrontend App, int InspectorPort)
{
    private const int UsualInspectorPort = 9229;

    // What npm reads before it installs anything.
    private static readonly string[] PackageFiles = ["package.json", "package-lock.json", "npm-shrinkwrap.json", ".npmrc"];

    /// <summary>The name of its inspector's port in <c>ports</c>.</summary>
    public string InspectorRoute => $"{App.Name}-debugger";

    /// <summary>Where npm installs, in containers.</summary>
    internal string ModulesFolder => $"{Checkout.Target}/node_modules";

    /// <summary>Whether <c>npm start</c> is webpack's development server, as <c>@openedx/frontend-build</c> runs it.</summary>
    internal bool UsesWebpack => PackageManifest.Of(Checkout.Folder).StartScript is { } script
        && (script.Contains("webpack-dev-server", StringComparison.Ordinal) || script.Contains("webpack serve", StringComparison.Ordinal));

    /// <summary>Changes when its packages have to be installed again.</summary>
    internal string FingerprintOfPackages()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in PackageFiles.Where(name => File.Exists(Path.Combine(Checkout.Folder, name))))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file}\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(Checkout.Folder, file))));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Those of the user's checkouts that are micro-frontends of the release, the first of each.</summary>
    public static IReadOnlyList<FrontendCheckout> Of(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var release = ReleaseCatalog.Get(options.Release);
        return release.Support is ReleaseSupport.UpgradeOnly ? [] :
        [
            .. FoldersOf(options)
                .Select(checkout => (checkout, app: AppOf(checkout, release)))
                .Where(pair => pair.app is not null)
                .DistinctBy(pair => pair.app)
                .Select((pair, index) => new FrontendCheckout(pair.checkout, pair.app!, UsualInspectorPort + index)),
        ];
    }

    /// <summary>What keeps checkouts of micro-frontends from being served, one sentence each.</summary>
    public static IEnumerable<string> ProblemsOf(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var release = ReleaseCatalog.Get(options.Release);
        if (release.Support is ReleaseSupport.UpgradeOnly)
        {
            return FoldersOf(options).Select(checkout => $"{checkout.Folder} isn't served: '{release.Name}' is only a step of an upgrade, nobody works on its micro-frontends.");
        }

        return ProblemsOf(options, release);
    }

    private static IEnumerable<string> ProblemsOf(DevstackOptions options, Release release)
    {
        var served = Of(options);
        foreach (var checkout in FoldersOf(options).Where(checkout => served.All(other => other.Checkout != checkout)))
        {
            yield return AppOf(checkout, release) is { } app
                ? $"{checkout.Folder} isn't served: {served.Single(other => other.App == app).Checkout.Folder} is the micro-frontend '{app.Name}', too, and comes first in 'checkouts'. Take one of them out."
                : NoneOf(release, checkout);
        }

        if (served.Count > 0 && !StackParts.IsOn(options, release, StackParts.MicroFrontends))
        {
            yield return $"{string.Join(", ", served.Select(frontend => frontend.Checkout.Folder))}: micro-frontends are off in this stack, so nothing is served from there. Turn them on in devstack.yaml: services: {{mfe: true}}";
        }
    }

    /// <summary>Which micro-frontend of a release a checkout is: by the name in its <c>package.json</c>, by the repository that is named there, or by its folder's name.</summary>
    /// <returns><see langword="null"/> for none of them.</returns>
    public static MicroFrontend? AppOf(Checkout checkout, Release release)
    {
        ArgumentNullException.ThrowIfNull(checkout);
        ArgumentNullException.ThrowIfNull(release);
        var package = PackageManifest.Of(checkout.Folder);
        return new[] { package.Name, package.Repository, checkout.Name }
            .Select(name => release.TaggedMicroFrontends.FirstOrDefault(app => name is not null && (app.Repository == name || app.FormerRepository == name)))
            .FirstOrDefault(app => app is not null);
    }

    /// <summary>Says that a checkout is no micro-frontend of a release, and which there are.</summary>
    public static string NoneOf(Release release, Checkout checkout)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(checkout);
        return $"{checkout.Folder} is no micro-frontend of {release.Name}: neither 'name' nor 'repository' in its package.json nor the folder's name is that of one. " +
            $"There are: {string.Join(", ", release.TaggedMicroFrontends.Select(app => app.Repository))}.";
    }

    private static IEnumerable<Checkout> FoldersOf(DevstackOptions options) => Checkouts.Of(options).Where(checkout => checkout.Kind is CheckoutKind.MicroFrontend);
}
