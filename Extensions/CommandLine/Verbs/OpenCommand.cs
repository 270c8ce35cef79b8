using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>open</c>: opens an address of the running stack in the browser.</summary>
internal sealed class OpenCommand : Command
{
    private const string Dashboard = "dashboard";

    private readonly Argument<string> _what = new("what")
    {
        Description = "A service or a link of ./devstack status, e.g. lms, studio or dashboard. Default: lms.",
        HelpName = "WHAT",
        DefaultValueFactory = _ => "lms",
    };

    private readonly Option<bool> _print = new("--print") { Description = "Only print the address." };

    public OpenCommand(VerbContext context)
        : base("open", "Open the LMS, Studio, the dashboard or another address in the browser.")
    {
        Arguments.Add(_what);
        Options.Add(_print);
        SetAction(async (result, cancellationToken) =>
        {
            var stack = (await context.LoadRunningAsync(result, cancellationToken)).Identity;
            var status = await StatusFeed.ReadAsync(stack, cancellationToken);
            if (status is null or { Phase: StackPhase.Stopped } || !Running.StackLock.IsHeld(stack))
            {
                throw new CommandFailedException($"{stack.Name} doesn't run. Start it: ./devstack run");
            }

            var url = UrlOf(status, result.GetRequiredValue(_what));
            await context.Terminal(result).Output.WriteLineAsync(url);
            if (!result.GetValue(_print))
            {
                Open(url);
            }

            return ExitCodes.Success;
        });
    }

    private static string UrlOf(StackStatus status, string what)
    {
        var addresses = status.Resources
            .SelectMany(resource => resource.Urls.SelectMany(url => new[] { (Name: url.Text, url.Url), (Name: resource.Name, url.Url) }))
            .Concat(status.Dashboard is { } dashboard ? [(Dashboard, dashboard)] : [])
            .ToList();
        return addresses.FirstOrDefault(address => address.Name.Equals(what, StringComparison.OrdinalIgnoreCase)).Url
            ?? throw new CommandFailedException(
                $"There is no address '{what}'.{NearestName.Question(what, addresses.Select(address => address.Name.ToLowerInvariant()))} " +
                $"Addresses: {string.Join(", ", addresses.Select(address => address.Name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal))}.",
                ExitCodes.WrongUsage);
    }

    private static void Open(string url)
    {
        var (program, arguments) = OperatingSystem.IsWindows() ? ("explorer.exe", new[] { url })
            : OperatingSystem.IsMacOS() ? ("open", [url])
            : ("xdg-open", new[] { url });
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (Win32Exception error)
        {
            throw new CommandFailedException($"No browser could be opened ({program}: {error.Message}). Open the address above, or ask for it alone: --print.");
        }
    }
}
