using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Files;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Tests.Options;

namespace Devstack.OpenEdx.Tests.Services;

/// <summary><c>preview.HOST</c>: the LMS by another name, where it shows drafts; releases until Teak have it.</summary>
public sealed class TheHostForDrafts
{
    [Theory]
    [InlineData("sumac", "")]
    [InlineData("teak", "")]
    [InlineData("teak", "hosts: {preview: drafts.example.org}")]
    public void IsTheLmsOnAServer(string release, string yaml)
    {
        var host = yaml.Length > 0 ? "drafts.example.org" : "preview.openedx.example.org";
        using var published = StackModel.Published($"release: {release}\n{yaml}");

        Assert.Contains($"# preview\n{host} {{", ProxyOf(published), StringComparison.Ordinal);
        Assert.Contains(host, SettingsYaml.Inline(published.Settings(PlatformVariant.Lms).Set["ALLOWED_HOSTS"]), StringComparison.Ordinal);
        Assert.All([PlatformVariant.Lms, PlatformVariant.Cms], variant => Assert.Equal(host, PreviewOf(published, variant)));
    }

    [Fact]
    public void IsTheLmsPortInADevstack()
    {
        using var run = StackModel.Running("release: teak");

        var lms = run.Platform.Sites.Lms;
        Assert.Equal($"preview.{lms.Base}", PreviewOf(run, PlatformVariant.Cms));
        Assert.DoesNotContain("preview", ProxyOf(run), StringComparison.Ordinal);
    }

    [Fact]
    public void IsGoneSinceUlmo()
    {
        using var published = StackModel.Published("release: ulmo");

        Assert.DoesNotContain("preview", ProxyOf(published), StringComparison.Ordinal);
        Assert.DoesNotContain("preview", SettingsYaml.Inline(published.Settings(PlatformVariant.Lms).Set["ALLOWED_HOSTS"]), StringComparison.Ordinal);
    }

    private static string ProxyOf(StackModel stack) => stack["proxy"].Annotations.OfType<TextFileAnnotation>().Single().Text();

    private static object? PreviewOf(StackModel stack, PlatformVariant variant) => stack.Settings(variant).Yaml.Map("FEATURES")["PREVIEW_LMS_BASE"];
}
