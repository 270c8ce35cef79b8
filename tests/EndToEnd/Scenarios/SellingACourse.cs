using Devstack.EndToEnd.Harness;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Scenarios;

/// <summary>Ecommerce with its worker: a seat is sold, and its buyer is enrolled.</summary>
public sealed class SellingACourse(EveryService services) : IClassFixture<EveryService>
{
    private const string Course = MiniatureStack.DemoCourse;

    // The worker waits longer from try to try.
    private static readonly TimeSpan Retries = TimeSpan.FromMinutes(2);

    private readonly MiniatureStack _miniature = services.Miniature;

    [Fact]
    public async Task ItsBuyerIsEnrolledByTheWorker()
    {
        var person = await Person.AddStaffAsync(_miniature);
        await _miniature.RunInAsync("discovery", ["./manage.py", "refresh_course_metadata", "--partner_code=openedx"]);

        await using var browser = await Browser.OpenAsync("ecommerce");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await SellAsync(browser, "0");
            await browser.ScreenshotAsync("sold");
            await EnrolAsync(browser);
            await GoToTheBasketAsync(browser);
            await Expect(browser.Find("#basket-total")).ToHaveTextAsync("0.00 USD");
            await browser.ScreenshotAsync("basket");

            await browser.Find("#place-order").ClickAsync();
            await IsCompleteAsync(browser);
            await browser.ScreenshotAsync("receipt");
            var number = await browser.Find("#order-number").InnerTextAsync();
            Assert.Contains($"Requesting fulfillment of order [{number}]", await LogOfWorkerAsync(), StringComparison.Ordinal);

            await browser.Find("#to-dashboard").ClickAsync();
            await Expect(browser.Find($"[data-course-id='{Course}'] .mode")).ToHaveTextAsync("verified");
            await Expect(browser.Find(".upgrade-link")).ToHaveCountAsync(0);

            // Who logs out of the LMS is logged out here, too.
            await browser.OpenPageAsync(services.Url("LMS", "/logout"));
            await Eventually.GetAsync(
                async () =>
                {
                    await browser.OpenPageAsync(services.Url("Ecommerce", "/basket/"));
                    return await browser.Find("#login-username").CountAsync();
                },
                count => count == 1,
                TimeSpan.FromMinutes(1));
        });
    }

    [Fact]
    public async Task AnOrderWaitsForAnLmsThatIsAway()
    {
        var person = await Person.AddStaffAsync(_miniature);
        var lms = _miniature.Stack.ContainerName("lms");

        await using var browser = await Browser.OpenAsync("ecommerce-away");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await SellAsync(browser, "0");
            await EnrolAsync(browser);
            await GoToTheBasketAsync(browser);

            await MiniatureStack.ExecuteAsync("docker", "pause", lms);
            try
            {
                await browser.Find("#place-order").ClickAsync();
                await Expect(browser.Find("#order-status")).ToHaveTextAsync("Open");
                await Eventually.GetAsync(LogOfWorkerAsync, log => log.Contains("Retrying.", StringComparison.Ordinal), Retries);
            }
            finally
            {
                await MiniatureStack.ExecuteAsync("docker", "unpause", lms);
            }

            await IsCompleteAsync(browser);
        });
    }

    [Fact]
    public async Task WhatHasAPriceIsNotGivenAway()
    {
        var person = await Person.AddStaffAsync(_miniature);

        await using var browser = await Browser.OpenAsync("ecommerce-price");
        await browser.FollowAsync(async () =>
        {
            await person.LogInAsync(browser, services.Url("LMS"));
            await SellAsync(browser, "49");
            await EnrolAsync(browser);
            await GoToTheBasketAsync(browser);

            await Expect(browser.Find("#basket-total")).ToHaveTextAsync("49.00 USD");
            await Expect(browser.Find("#no-payment")).ToContainTextAsync("none of paypal has an account (PAYMENT_PROCESSOR_CONFIG)");
            await Expect(browser.Find("#place-order")).ToHaveCountAsync(0);
        });
    }

    // Staff of the LMS is staff here. The name comes from Discovery, and the LMS is told what it costs.
    private async Task SellAsync(Browser browser, string price)
    {
        await browser.OpenPageAsync(services.Url("Ecommerce", "/courses/"));
        await browser.Find("#course-id").FillAsync(Course);
        await browser.Find("#price").FillAsync(price);
        await browser.Find("#sell").ClickAsync();
        await Expect(browser.Find(".message.success")).ToContainTextAsync("is sold.");
        await Expect(browser.Find($".seat[data-course-id='{Course}']")).ToContainTextAsync($"verified: {price}.00 USD");
    }

    private async Task EnrolAsync(Browser browser)
    {
        await browser.OpenPageAsync(services.Url("LMS", $"/courses/{Course}/about"));
        await browser.Find("#enroll").ClickAsync();
        await Expect(browser.Find("#page-title")).ToHaveTextAsync("A Course in Miniature");
    }

    private async Task GoToTheBasketAsync(Browser browser)
    {
        await browser.OpenPageAsync(services.Url("LMS", "/dashboard"));
        await browser.Find($"[data-course-id='{Course}'] .upgrade-link").ClickAsync();
        await Expect(browser.Find("#basket-line")).ToBeVisibleAsync();
    }

    private static Task IsCompleteAsync(Browser browser) => Eventually.GetAsync(
        async () =>
        {
            await browser.Page.ReloadAsync();
            return await browser.Find("#order-status").InnerTextAsync();
        },
        status => status == "Complete",
        Retries);

    private Task<string> LogOfWorkerAsync() => MiniatureStack.ExecuteAsync("sh", "-c", $"docker logs {_miniature.Stack.ContainerName("ecommerce-worker")} 2>&1");
}
