using System.Text.RegularExpressions;
using Devstack.Tests;
using Microsoft.Playwright;

namespace Devstack.EndToEnd.Harness;

/// <summary>Debian's Chromium with a fresh profile, as a person has it who opens a private window.</summary>
/// <remarks>Chromium knows that <c>*.localhost</c> is this machine, so nothing is mapped here.</remarks>
internal sealed class Browser : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    // Git ignores it.
    private static readonly string Screenshots = Directory.CreateDirectory(Repository.PathTo("screenshots")).FullName;

    // Two cores serve two sites, their workers and the test: pages are slow at first.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _scenario;
    private int _steps;

    private Browser(IPlaywright playwright, IBrowser browser, IPage page, string scenario)
    {
        (_playwright, _browser, Page, _scenario) = (playwright, browser, page, scenario);
        Page.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
    }

    public IPage Page { get; }

    /// <summary>Opens a window; its screenshots begin with the scenario's name.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="height">The window's height: a table draws only the rows that are in view.</param>
    public static async Task<Browser> OpenAsync(string scenario, int height = 800)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Headless = true,
            Args =
            [
                // Root has no sandbox to give away, and a machine without a way out gets no questions to it.
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1280, Height = height }, Locale = "en-GB" });
        return new(playwright, browser, page, scenario);
    }

    /// <summary>The one element that a CSS selector names.</summary>
    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>The one element that a CSS selector names and whose whole text is this.</summary>
    public ILocator Find(string selector, string text) =>
        Page.Locator(selector, new() { HasTextRegex = new Regex($@"^\s*{Regex.Escape(text)}\s*$") });

    public Task OpenPageAsync(Uri address) => Page.GotoAsync(address.ToString());

    /// <summary>Keeps what the window shows now.</summary>
    public Task ScreenshotAsync(string step) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(Screenshots, $"{_scenario}-{++_steps:00}-{step}.png"),
        Animations = ScreenshotAnimations.Disabled,
    });

    /// <summary>Does the steps, and keeps what the window shows when one of them fails.</summary>
    public async Task FollowAsync(Func<Task> steps)
    {
        try
        {
            await steps();
        }
        catch
        {
            await ScreenshotAsync("failed");
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
