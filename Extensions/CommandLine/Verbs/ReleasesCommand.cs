using System.CommandLine;
using System.Text.Json;
using Devstack.CommandLine.Output;
using Devstack.OpenEdx.Releases;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>releases</c>: the releases that can be run.</summary>
internal sealed class ReleasesCommand : Command
{
    private readonly FormatOption _format = new();

    public ReleasesCommand(VerbContext context)
        : base("releases", "List the releases of Open edX that Devstack knows.")
    {
        Options.Add(_format);
        SetAction(result =>
        {
            context.Terminal(result).Output.Write(_format.IsJson(result) ? Json() : Text());
            return ExitCodes.Success;
        });
    }

    private static string Text() => TextTable.Write(
        [
            ["NAME", "GIT", "PYTHON", "NODE", "MYSQL", "MONGODB", "SEARCH", ""],
            .. ReleaseCatalog.All.Select(release => new[]
            {
                release.Name,
                release.GitRef,
                release.Versions.Python,
                release.Versions.Node,
                release.Versions.MySql,
                release.Versions.MongoDB,
                $"{release.Search} {release.Versions.Search}",
                Note(release),
            }),
        ]);

    private static string Note(Release release) =>
        release.Name == ReleaseCatalog.Default.Name ? "the default"
        : release.Support is ReleaseSupport.UpgradeOnly ? "only as a step of an upgrade"
        : "";

    private static string Json() => JsonSerializer.Serialize(
        ReleaseCatalog.All.Select(release => new
        {
            release.Name,
            release.GitRef,
            release.Released,
            Support = release.Support is ReleaseSupport.Full ? "full" : "upgradeOnly",
            IsDefault = release.Name == ReleaseCatalog.Default.Name,
            release.Versions,
            Search = release.Search.ToString(),
            UpgradesFrom = release.Upgrade?.From,
            release.Services,
            MicroFrontends = release.MicroFrontends.Select(frontend => frontend.Name),
        }),
        VerbContext.JsonFormat) + "\n";
}
