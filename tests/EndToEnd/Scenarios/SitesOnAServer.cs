using Devstack.EndToEnd.Harness;
using Xunit;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>A published platform with a second site that has a theme of its own.</summary>
public sealed class SitesOnAServer(MiniatureStack miniature) : IAsyncLifetime
{
    private readonly Server _server = new($"{miniature.Stack.Name}-sites")
    {
        More = "profile: minimal\ntheme: {name: ocean}\nthemes: [ocean, forest]\nsites: {wood.example.org: forest}\n",
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task EachHasItsThemeAndItsCertificate()
    {
        var lms = Server.Page("", "/");
        await _server.AddThemeAsync("ocean", "rgb(0, 0, 250)");
        await _server.AddThemeAsync("forest", "rgb(0, 120, 0)");
        await _server.PublishAsync();
        await _server.PrepareAsync();

        await _server.Compose.UpAsync();

        Assert.Contains(Theme.FooterOf("ocean"), await _server.ReadAsync(lms), StringComparison.Ordinal);
        Assert.Contains(Theme.FooterOf("forest"), await _server.ReadAsync(new UriBuilder(lms) { Host = "wood.example.org" }.Uri), StringComparison.Ordinal);
    }
}
