using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Development.Assets;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx;

/// <summary>Adds what compiles style sheets and bundles while a person works on them.</summary>
public static class AssetWatcherBuilderExtensions
{
    // Scripts of the platform's package.json since Sumac (platform.md 8).
    private const string Sass = "watch-sass";
    private const string Webpack = "watch-webpack";

    /// <summary>
    /// Adds <c>watch-sass</c> to a devstack with a checkout of edx-platform or of a theme; with one of edx-platform <c>watch-webpack</c>, too,
    /// which a person starts: it first makes all bundles, in minutes and gigabytes.
    /// </summary>
    /// <param name="platform">The platform.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddAssetWatchers(this IResourceBuilder<OpenEdxResource> platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var hasCode = Checkouts.Of(platform.Resource.Options).Any(checkout => checkout.Kind is CheckoutKind.Platform);
        if (platform.ApplicationBuilder.ExecutionContext.IsPublishMode || (!hasCode && Themes.Of(platform.Resource.Options).Count == 0))
        {
            return platform;
        }

        Add(platform, Sass);
        if (hasCode)
        {
            Add(platform, Webpack).WithExplicitStart();
        }

        return platform;
    }

    private static IResourceBuilder<AssetWatcherResource> Add(IResourceBuilder<OpenEdxResource> platform, string script) =>
        platform.ApplicationBuilder.AddResource(new AssetWatcherResource(script, platform.Resource))
            .WithImage(PlatformContainers.DevelopmentImage(platform.Resource.Release.Images.OpenEdx), platform.Resource.Images)
            .WithCheckouts(platform.Resource)
            .WithThemes(platform.Resource.Options)
            .WithEnvironment("COMPREHENSIVE_THEME_DIRS", Themes.Folder)
            .WithEntrypoint("npm")
            .WithArgs("run", script)
            .WithSize(Size.Job)
            .WithIconName("PaintBrush")
            .WaitForJobIfAny(platform.Jobs().Checkouts);
}
