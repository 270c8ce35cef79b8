using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>One platform with two themes: its own site has one, a site of another host the other.</summary>
public sealed class ThemesOfSites(MiniatureStack miniature) : IAsyncLifetime
{
    private const string OtherHost = "wood.localhost";

    public async ValueTask InitializeAsync()
    {
        await Theme.WriteAsync(miniature.Folder, "ocean", "rgb(0, 0, 250)");
        await Theme.WriteAsync(miniature.Folder, "forest", "rgb(0, 120, 0)");
        await miniature.ConfigureAsync($"theme: {{name: ocean}}\nthemes: [ocean, forest]\nsites: {{{OtherHost}: forest}}\n");
    }

    public async ValueTask DisposeAsync() => await miniature.ConfigureAsync();

    [Fact]
    public async Task EachSiteHasItsOwn()
    {
        var status = await miniature.EnsureRunningAsync();
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var other = new UriBuilder(lms) { Host = OtherHost }.Uri;

        Assert.Equal(("rgb(0, 0, 250)", Theme.FooterOf("ocean")), await LookAsync(lms));
        Assert.Equal(("rgb(0, 120, 0)", Theme.FooterOf("forest")), await LookAsync(other));

        var set = await miniature.DevstackAsync("theme", "set", "ocean", "--site", other.Authority);
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.Equal(("rgb(0, 0, 250)", Theme.FooterOf("ocean")), await LookAsync(other));
    }

    private static async Task<(string Colour, string Footer)> LookAsync(Uri site)
    {
        await using var browser = await Browser.OpenAsync("themes");
        await browser.OpenPageAsync(site);
        return (
            await browser.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#global-header')).backgroundColor"),
            await browser.Find("#global-footer").InnerTextAsync());
    }
}
