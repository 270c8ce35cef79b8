using Devstack.EndToEnd.Harness;
using Devstack.Hosting.Containers.Stacks;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>The whole release, with each service that has pages: who has logged in to the LMS is known everywhere, and nowhere after logging out.</summary>
public sealed class OneLoginForAll(MiniatureStack miniature) : IAsyncLifetime
{
    // A page that asks who somebody is, and what shows that it knows.
    private static readonly (string Title, string Path, string Name)[] s_sites =
    [
        ("Studio", "/home/", "#nav-username"),
        ("learner-dashboard", "", "#nav-username"),
        ("Course Discovery", "/", "#username"),
        ("Credentials", "/records/", "#username"),
        ("Ecommerce", "/basket/", "#username"),
    ];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await miniature.ConfigureAsync();

    [Fact]
    public async Task LeadsThroughLmsStudioAMicroFrontendAndEachService()
    {
        await miniature.ConfigureAsync("profile: full\n");
        var status = await miniature.EnsureRunningAsync();
        Assert.Equal(StackPhase.Ready, status.Phase);
        Assert.DoesNotContain(status.Resources, resource => resource.Health == "Unhealthy");
        Assert.Superset(
            new HashSet<string> { "codejail", "credentials", "discovery", "ecommerce", "ecommerce-worker", "mfe", "minio", "notes", "xqueue" },
            status.Resources.Select(resource => resource.Name).ToHashSet());
        var person = await Person.AddStaffAsync(miniature);

        await using var browser = await Browser.OpenAsync("one-login");
        await browser.FollowAsync(async () =>
        {
            await browser.OpenPageAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/login"));
            await person.FillInAsync(browser);
            foreach (var (title, path, name) in s_sites)
            {
                await browser.OpenPageAsync(AddressOf(status, title, path));
                await Expect(browser.Find(name)).ToHaveTextAsync(person.Name);
                await browser.ScreenshotAsync(title.Replace(' ', '-'));
            }

            await browser.OpenPageAsync(new Uri(MiniatureStack.UrlOf(status, "LMS"), "/logout"));
            await Expect(browser.Find("#page-title")).ToHaveTextAsync("You are logged out");
            foreach (var (title, path, name) in s_sites)
            {
                // The page of the LMS tells each of them, one after the other.
                await Eventually.GetAsync(
                    async () =>
                    {
                        await browser.OpenPageAsync(AddressOf(status, title, path));
                        return await browser.Find("#login-username, #nav-login").CountAsync();
                    },
                    count => count > 0,
                    TimeSpan.FromMinutes(1));
            }
        });
    }

    private static Uri AddressOf(StackStatus status, string title, string path)
    {
        var address = MiniatureStack.UrlOf(status, title);
        return path.Length > 0 ? new(address, path) : address;
    }
}
