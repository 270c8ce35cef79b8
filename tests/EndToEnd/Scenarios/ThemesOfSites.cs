using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>One platform with two themes: its own site has one, a site of another host the other.</summary>
public sealed class ThemesOfSites(MiniatureStack miniature) : IAsyncLifetime
{
    private const string OtherHost = "wood.localhost";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await WriteAsync("ocean", "rgb(0, 0, 250)");
        await WriteAsync("forest", "rgb(0, 120, 0)");
        await miniature.ConfigureAsync($"theme: {{name: ocean}}\nthemes: [ocean, forest]\nsites: {{{OtherHost}: forest}}\n");
    }

    public async ValueTask DisposeAsync() => await miniature.ConfigureAsync();

    [Fact]
    public async Task EachSiteHasItsOwn()
    {
        var status = await miniature.EnsureRunningAsync();
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var other = new UriBuilder(lms) { Host = OtherHost }.Uri;

        Assert.Equal(("rgb(0, 0, 250)", "Welcome to ocean"), await LookAsync(lms));
        Assert.Equal(("rgb(0, 120, 0)", "Welcome to forest"), await LookAsync(other));

        var set = await miniature.DevstackAsync("theme", "set", "ocean", "--site", other.Authority);
        Assert.True(set.ExitCode == 0, set.ToString());
        Assert.Equal(("rgb(0, 0, 250)", "Welcome to ocean"), await LookAsync(other));
    }

    private static async Task<(string Colour, string Footer)> LookAsync(Uri site)
    {
        await using var browser = await Browser.OpenAsync("themes");
        await browser.OpenPageAsync(site);
        return (
            await browser.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#global-header')).backgroundColor"),
            await browser.Find("#global-footer").InnerTextAsync());
    }

    private async Task WriteAsync(string theme, string colour)
    {
        await FileAsync("lms/static/sass/_variables.scss", $"$brand: {colour};\n");
        await FileAsync("lms/templates/footer.html", $"<footer id=\"global-footer\">Welcome to {theme}</footer>\n");

        async Task FileAsync(string name, string text)
        {
            var file = Path.Combine(miniature.Folder, theme, name);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text, Cancellation);
            await MiniatureStack.ExecuteAsync("chown", "-R", "1000:1000", Path.Combine(miniature.Folder, theme));
        }
    }
}
