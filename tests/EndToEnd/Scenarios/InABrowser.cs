using Devstack.EndToEnd.Harness;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>What a person does with the platform, on the pages that a person sees.</summary>
public sealed class InABrowser(MiniatureStack miniature)
{
    private const string Course = MiniatureStack.DemoCourse;
    private const string CourseName = "A Course in Miniature";

    // A word that only this course's text has.
    private const string Word = "limewood";
    private const string Command = "Run a management command";
    private const string LastMigration = "0001_initial";

    // A worker or a command of the platform begins with Django's start.
    private static readonly TimeSpan Background = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task APersonLogsInLearnsAndAuthors()
    {
        var status = await miniature.EnsureRunningAsync();
        var lms = MiniatureStack.UrlOf(status, "LMS");
        var studio = MiniatureStack.UrlOf(status, "Studio");
        var person = await Person.AddStaffAsync(miniature);
        await miniature.ImportDemoCourseAsync();

        await using var browser = await Browser.OpenAsync("learning");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, lms);
            await EnrolAsync(browser);
            await AnswerWithoutASandboxAsync(browser);
            await SearchAsync(browser);
            await MakeGradeReportAsync(browser, new Uri(lms, $"/courses/{Course}/progress"));
            await GoToStudioAsync(browser, studio, person.Name);
            await ReadMailAsync(browser, MiniatureStack.UrlOf(status, "Mail"), person.Email);
        });
    }

    [Fact]
    public async Task TheDashboardShowsEveryResourceHealthyAndRunsACommand()
    {
        var status = await miniature.EnsureRunningAsync();
        var services = status.Resources.Where(resource => resource.Kind == "service").Select(resource => resource.Name).ToArray();

        // High enough for every row.
        await using var browser = await Browser.OpenAsync("dashboard", height: 1800);
        await browser.FollowAsync(async () =>
        {
            Assert.NotEmpty(services);
            await OpenDashboardAsync(browser, new Uri(status.Dashboard!));
            foreach (var service in services)
            {
                // An unhealthy one is "Running (Unhealthy)"; one waits for a person who wants it.
                await Expect(RowOf(browser, service).Locator(".state-column-cell")).ToHaveTextAsync(service == "watch-webpack" ? "Not started" : "Running");
            }

            await browser.ScreenshotAsync("resources");
            await RunCommandAsync(browser, "lms", "lms showmigrations student");
            await Expect(browser.Find("fluent-dialog").GetByText(LastMigration).First).ToBeVisibleAsync();
            await browser.ScreenshotAsync("response");
            await browser.OpenPageAsync(new Uri(new Uri(status.Dashboard!), "/metrics/resource/lms-worker"));
            await Expect(browser.Page.GetByText("celery.queue.length").First).ToBeVisibleAsync(new() { Timeout = Milliseconds(Background) });
            await browser.ScreenshotAsync("queues");
        });
    }

    private async Task OpenDashboardAsync(Browser browser, Uri address)
    {
        await browser.OpenPageAsync(address);
        var error = browser.Find("#blazor-error-ui");
        await Expect(browser.Find("tr.resource-row").First.Or(error).Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        if (await error.IsVisibleAsync())
        {
            // Rarely the page's code ends with an error of the dashboard's own, and offers to start again.
            TestContext.Current.TestOutputHelper!.WriteLine(await miniature.LogAsync());
            await error.Locator(".reload").ClickAsync();
        }
    }

    private static async Task EnrolAsync(Browser browser)
    {
        await browser.Find("#nav-courses").ClickAsync();
        await browser.Find($".course-card[data-course-id='{Course}'] .course-link").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync(CourseName);
        await browser.ScreenshotAsync("about");
        await browser.Find("#enroll").ClickAsync();
        await Expect(browser.Find("#course-content .block").First).ToBeVisibleAsync();
        await browser.ScreenshotAsync("course");
    }

    // Without codejail: the course is shown and its other problems work; this one says why it doesn't.
    private static async Task AnswerWithoutASandboxAsync(Browser browser)
    {
        await browser.Find("#thread_length input[name=answer]").FillAsync("300");
        await browser.Find("#thread_length .check").ClickAsync();
        await Expect(browser.Find("#thread_length .result")).ToContainTextAsync("Python can't be run: there is no codejail service");
    }

    private static async Task SearchAsync(Browser browser)
    {
        await browser.Find("#search-input").FillAsync(Word);
        await browser.Find("#search-submit").ClickAsync();
        await Expect(browser.Find("#page-title")).ToContainTextAsync(Word);
        // The search engine indexes what it was given in its own time.
        await Eventually.GetAsync(
            async () =>
            {
                await browser.Page.ReloadAsync();
                return await browser.Find(".search-hit").CountAsync();
            },
            hits => hits > 0,
            Background);
        await Expect(browser.Find(".search-hit").First).ToContainTextAsync(Word, new() { IgnoreCase = true });
        await browser.ScreenshotAsync("search");
    }

    private static async Task MakeGradeReportAsync(Browser browser, Uri progress)
    {
        await browser.OpenPageAsync(progress);
        await browser.Find("#start-report").ClickAsync();
        var state = browser.Find(".report .report-state").First;
        await Expect(state).ToHaveTextAsync("SUCCESS", new() { Timeout = Milliseconds(Background) });
        await browser.ScreenshotAsync("grade-report");
    }

    private static async Task GoToStudioAsync(Browser browser, Uri studio, string name)
    {
        // One click, and no password on the way: Studio asks the LMS who this is.
        await browser.Find("#nav-studio").ClickAsync();
        await Expect(browser.Page).ToHaveURLAsync(new Uri(studio, "/home/").ToString());
        await Expect(browser.Find("#nav-username")).ToHaveTextAsync(name);
        await browser.ScreenshotAsync("studio");
        await browser.Find($".course-card[data-course-id='{Course}'] .course-link").ClickAsync();
        await Expect(browser.Find("#outline")).ToBeVisibleAsync();
        await browser.ScreenshotAsync("studio-outline");
    }

    private static async Task ReadMailAsync(Browser browser, Uri mail, string recipient)
    {
        await browser.OpenPageAsync(mail);
        await browser.Page.GetByText(recipient).Filter(new() { Visible = true }).First.ClickAsync();
        await Expect(browser.Page.GetByText($"Grade report: {CourseName}").Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        await browser.ScreenshotAsync("mail");
    }

    private static async Task RunCommandAsync(Browser browser, string resource, string arguments)
    {
        await RowOf(browser, resource).GetByRole(AriaRole.Button, new() { Name = "Actions" }).ClickAsync();
        // More than a few commands are a menu of their own.
        await browser.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Commands" }).ClickAsync();
        await browser.Page.GetByRole(AriaRole.Menuitem, new() { Name = Command }).Last.ClickAsync(); // the first is the menu that holds it
        var form = browser.Find("#interactions-input-dialog");
        var input = form.Locator("fluent-text-input input");
        // The dialog gives its first input the focus when it listens to it; what is written earlier is lost.
        await Expect(input).ToBeFocusedAsync();
        await input.FillAsync(arguments);
        await browser.ScreenshotAsync("command");
        await form.Locator("footer").GetByText(Command).ClickAsync();
        await Expect(browser.Find("fluent-toast-b[intent=success]").Last).ToContainTextAsync(
            $"{resource} \"{Command}\" succeeded", new() { Timeout = Milliseconds(Background) });
        await browser.ScreenshotAsync("succeeded");
        // The toast goes by itself; what it said stays behind the bell.
        await browser.Page.Locator("[aria-label*=otification]").First.ClickAsync();
        await browser.Page.GetByText("View response").Last.ClickAsync();
    }

    private static ILocator RowOf(Browser browser, string resource) =>
        browser.Find("tr.resource-row").Filter(new() { Has = browser.Find(".resource-name-text", resource) });

    private static float Milliseconds(TimeSpan time) => (float)time.TotalMilliseconds;
}
