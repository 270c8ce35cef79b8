using Devstack.Hosting.Containers.Stacks;
using static Microsoft.Playwright.Assertions;

namespace Devstack.EndToEnd.Harness;

/// <summary>Somebody with an account in the LMS.</summary>
internal sealed record Person(string Name, string Email, string Password)
{
    /// <summary>A new member of the staff of a platform that runs.</summary>
    public static Task<Person> AddStaffAsync(MiniatureStack miniature) => AddStaffAsync(miniature.Stack);

    /// <summary>A new member of the staff of a stack that runs.</summary>
    public static async Task<Person> AddStaffAsync(StackIdentity stack)
    {
        // As the dashboard's "Create a user" does it: the password is read from standard input.
        const string Program =
            "import sys; sys.path.insert(0, '.'); import devstack_jobs; devstack_jobs.create_user(*sys.argv[1:], password=sys.stdin.read())";
        var id = Guid.NewGuid().ToString("N");
        var person = new Person($"ann-{id[..8]}", $"ann-{id[..8]}@example.com", id);
        await MiniatureStack.RunInAsync(stack, "lms", ["python", "-c", Program, person.Name, person.Email, "true", "false"], person.Password);
        return person;
    }

    /// <summary>Fills in the LMS's page that asks who somebody is.</summary>
    public async Task FillInAsync(Browser browser)
    {
        await browser.Find("#login-username").FillAsync(Name);
        await browser.Find("#login-password").FillAsync(Password);
        await browser.Find("#login-submit").ClickAsync();
    }

    /// <summary>Logs in on the pages of the LMS.</summary>
    public async Task LogInAsync(Browser browser, Uri lms)
    {
        await browser.OpenPageAsync(lms);
        await browser.ScreenshotAsync("catalogue");
        await browser.Find("#nav-login").ClickAsync();
        await FillInAsync(browser);
        await Expect(browser.Find("#nav-username")).ToHaveTextAsync(Name);
        await browser.ScreenshotAsync("logged-in");
    }
}
