using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Jobs;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>A checkout of edx-platform over the image's code: what the image has made there is not lost.</summary>
public sealed class AMountedPlatform
{
    private static readonly (string Name, string Text)[] Files =
        [("edx-platform/manage.py", ""), ("edx-platform/lms/__init__.py", ""), ("edx-platform/cms/__init__.py", ""), ("edx-platform/package-lock.json", "{}")];

    [Theory]
    [InlineData("lms")]
    [InlineData("cms")]
    [InlineData("lms-worker")]
    [InlineData("lms-migrations")]
    [InlineData("checkouts")]
    [InlineData("watch-sass")]
    public void KeepsWhatTheImageHasMadeInVolumes(string container)
    {
        using var run = StackModel.Running("checkouts: [edx-platform]", Files);

        var mounts = run[container].Annotations.OfType<ContainerMountAnnotation>().ToList();

        Assert.Contains(mounts, mount => mount is { Type: ContainerMountType.BindMount, Target: "/openedx/edx-platform" });
        Assert.Contains(mounts, mount => mount is { Type: ContainerMountType.Volume, Target: "/openedx/edx-platform/node_modules" });
        Assert.Contains(mounts, mount => mount is { Type: ContainerMountType.Volume, Target: "/openedx/edx-platform/common/static/bundles" });
        Assert.Contains(mounts, mount => mount is { Type: ContainerMountType.Volume, Target: "/openedx/packages" });
        Assert.False(Directory.Exists(Path.Combine(run.Folder, "edx-platform", "node_modules")), "a model that isn't started wrote into the checkout");
    }

    [Fact]
    public async Task HasItsEntryPointsBeforeTheMigrations()
    {
        using var run = StackModel.Running("checkouts: [edx-platform]", Files);

        var job = run["checkouts"].Annotations.OfType<JobAnnotation>().Single();
        Assert.Equal(["python", "-m", "devstack_checkouts", "/openedx/packages", "/openedx/edx-platform"], job.Command);
        Assert.Contains(run["lms-migrations"].Annotations.OfType<WaitAnnotation>(), wait => wait.Resource.Name == "checkouts" && wait.WaitType is WaitType.WaitForCompletion);
        Assert.Contains("/openedx/packages", (await run.EnvironmentAsync("lms"))["PYTHONPATH"], StringComparison.Ordinal);
    }

    [Fact]
    public void HasItsAssetsWatched()
    {
        using var run = StackModel.Running("checkouts: [edx-platform]", Files);
        using var theme = StackModel.Running("themes: [ocean]", ("ocean/lms/static/sass/_variables.scss", ""));
        using var none = StackModel.Running("");
        using var published = StackModel.Published("checkouts: [edx-platform]", Files);

        // All bundles are made again when it begins: not at each start.
        Assert.False(run["watch-sass"].HasAnnotationOfType<ExplicitStartupAnnotation>());
        Assert.True(run["watch-webpack"].HasAnnotationOfType<ExplicitStartupAnnotation>());
        Assert.Equal(["watch-sass"], Watchers(theme));
        Assert.Empty(Watchers(none));
        Assert.Empty(Watchers(published));

        static IEnumerable<string> Watchers(StackModel stack) => stack.Containers.Where(name => name.StartsWith("watch-", StringComparison.Ordinal));
    }

    [Fact]
    public void IsPreparedAgainWhenItsPackageLockChanges()
    {
        using var before = StackModel.Running("checkouts: [edx-platform]", Files);
        using var after = StackModel.Running("checkouts: [edx-platform]", [.. Files[..3], ("edx-platform/package-lock.json", "{ }")]);

        Assert.NotEqual(
            Devstack.OpenEdx.Development.Checkouts.FingerprintOf(Devstack.OpenEdx.Development.Checkouts.At(Path.Combine(before.Folder, "edx-platform"))),
            Devstack.OpenEdx.Development.Checkouts.FingerprintOf(Devstack.OpenEdx.Development.Checkouts.At(Path.Combine(after.Folder, "edx-platform"))));
    }
}
