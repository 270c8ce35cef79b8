using System.CommandLine;
using System.Text;
using System.Text.Json;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>upgrade</c>: what it takes to come from one named release to another.</summary>
internal sealed class UpgradeCommand : Command
{
    private const string Here = "devstack";

    private readonly Option<string> _from = new("--from")
    {
        Description = "The release that runs now, e.g. sumac. --release is the one to come to, by default that of the configuration.",
        HelpName = "NAME",
        Required = true,
    };

    private readonly Option<string> _target = new Option<string>("--target")
    {
        Description = "Where it runs, for the form of the commands.",
        DefaultValueFactory = _ => Here,
    }.AcceptOnlyFromAmong(Here, "compose", "kubernetes");

    private readonly FormatOption _format = new();

    public UpgradeCommand(VerbContext context)
        : base("upgrade", "Say what it takes to come from one named release to the next ones: steps in their order. It changes nothing.")
    {
        Options.Add(_from);
        Options.Add(_target);
        Options.Add(_format);
        SetAction(result =>
        {
            var (from, to) = (ReleaseCatalog.Get(result.GetRequiredValue(_from)), ReleaseCatalog.Get(context.Load(result).Settings.Configuration.Options.Release));
            var way = Way(from, to);
            context.Terminal(result).Output.Write(_format.IsJson(result) ? Json(way) : Text(from, to, way, result.GetRequiredValue(_target)));
            return ExitCodes.Success;
        });
    }

    // Each release leads to the next: nobody tests a leap over several (platform.md 17).
    private static List<Release> Way(Release from, Release to)
    {
        var way = new List<Release>();
        for (var step = to; step.Name != from.Name; step = ReleaseCatalog.Get(step.Upgrade.From))
        {
            way.Insert(0, step);
            if (step.Upgrade is null)
            {
                throw new CommandFailedException($"No upgrade leads from '{from.Name}' to '{to.Name}'. Another goal: --release NAME.", ExitCodes.WrongUsage);
            }
        }

        return way;
    }

    private static string Text(Release from, Release to, List<Release> way, string target)
    {
        if (way.Count == 0)
        {
            return $"{to.Name} is what runs: nothing to upgrade.\n";
        }

        var text = new StringBuilder($"From {from.Name} to {to.Name}: {string.Join(" → ", way.Select(release => release.Name).Prepend(from.Name))}. Back up first, and after each step.\n");
        foreach (var release in way)
        {
            text.Append($"\n{release.Upgrade!.From} → {release.Name}\n");
            Write(text, release.Upgrade.Before, ReleaseCatalog.Get(release.Upgrade.From), target);
            text.Append(IsRun(release)
                ? $"  - release: {release.Name} in devstack.yaml, then {Start(target)}. Migrations and the other jobs run by themselves.\n"
                : $"  - Devstack runs no stack of this release. In its image{ImageOf(release)}: ./manage.py lms migrate, then ./manage.py cms migrate.\n");
            Write(text, release.Upgrade.After, release, target);
        }

        return text.ToString();
    }

    private static bool IsRun(Release release) => release.Support is ReleaseSupport.Full;

    private static string ImageOf(Release release) => release.Images.OpenEdx is PulledImage image ? $" ({image.Reference})" : "";

    private static void Write(StringBuilder text, IReadOnlyList<UpgradeStep> steps, Release running, string target)
    {
        foreach (var step in steps)
        {
            text.Append($"  - {step.What}\n");
            if (step.Service is not null)
            {
                text.Append($"      {(IsRun(running) ? Command(step, target) : $"./manage.py {step.Service} {step.Arguments}")}\n");
            }
        }
    }

    private static string Start(string target) => target switch
    {
        Here => "./devstack run",
        "kubernetes" => "./devstack deploy --target kubernetes --maintenance",
        _ => $"./devstack deploy --target {target}",
    };

    private static string Command(UpgradeStep step, string target) => target switch
    {
        "compose" => $"docker compose exec {step.Service} ./manage.py {step.Service} {step.Arguments}",
        "kubernetes" => $"kubectl exec deployment/{step.Service} -- ./manage.py {step.Service} {step.Arguments}",
        _ => $"./devstack manage {step.Service} {step.Arguments}",
    };

    private static string Json(List<Release> way) => JsonSerializer.Serialize(
        way.Select(release => new { release.Upgrade!.From, To = release.Name, release.Upgrade.Before, release.Upgrade.After }), VerbContext.JsonFormat) + "\n";
}
