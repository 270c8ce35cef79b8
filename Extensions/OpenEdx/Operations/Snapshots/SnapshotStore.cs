using System.Globalization;
using System.Text.RegularExpressions;

namespace Devstack.OpenEdx.Operations.Snapshots;

/// <summary>A snapshot of a stack.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Volume">The volume that holds it.</param>
/// <param name="Release">The release that ran.</param>
/// <param name="Created">When it was made, in UTC.</param>
/// <param name="Jobs">What the jobs that prepared the data had been, to tell whether they have to run again.</param>
internal sealed record Snapshot(string Name, string Volume, string Release, string Created, string Jobs);

/// <summary>Keeps copies of a stack's volumes, each snapshot in a volume of its own.</summary>
/// <remarks>
/// Consistent, because nothing writes meanwhile: what has code is frozen, and what else has a volume with data is stopped, so that
/// its files are whole. A snapshot outlives <c>reset --volumes</c>.
/// </remarks>
internal sealed partial class SnapshotStore(OperationContext context)
{
    private const string NameLabel = "devstack.snapshot";
    private const string StackLabel = "devstack.snapshot.stack";
    private const string ReleaseLabel = "devstack.snapshot.release";
    private const string CreatedLabel = "devstack.snapshot.created";
    private const string JobsLabel = "devstack.snapshot.jobs";

    // Owners, modes, links and names count, and each file's content. Sockets and pipes have none.
    private const string Hash = """
        hash() { (cd "$1" && find . -printf '%P %y %m %U %G %l\n' | grep -v ' s ' | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum) | sha256sum | cut -d ' ' -f 1; }
        """;

    // $@: the names of the volumes, mounted at /volumes/NAME.
    private const string Save = $$"""
        set -eu
        {{Hash}}
        for volume in "$@"; do
            mkdir "/snapshot/$volume"
            cp -a --reflink=auto --sparse=always "/volumes/$volume/." "/snapshot/$volume/"
            expected=$(hash "/volumes/$volume")
            [ "$expected" = "$(hash "/snapshot/$volume")" ] || { echo "The copy of $volume differs from it." >&2; exit 1; }
            echo "$expected" >"/snapshot/$volume.sha256"
            echo "$volume  sha256:$expected"
        done
        """;

    // What the snapshot has no copy of came later: to empty it would be to guess.
    private const string Load = $$"""
        set -eu
        {{Hash}}
        known=
        for volume in "$@"; do
            if [ -e "/snapshot/$volume.sha256" ]; then
                known="$known $volume"
            else
                echo "$volume isn't in the snapshot, which is older: it stays as it is."
            fi
        done
        for copy in /snapshot/*.sha256; do
            volume=$(basename "$copy" .sha256)
            [ -d "/volumes/$volume" ] || echo "$volume is in the snapshot alone: no service that is on has such data, so it isn't loaded."
        done
        [ -n "$known" ] || { echo "The snapshot holds none of the stack's volumes: nothing was loaded." >&2; exit 1; }
        for volume in $known; do
            expected=$(cat "/snapshot/$volume.sha256")
            [ "$expected" = "$(hash "/snapshot/$volume")" ] || { echo "The snapshot of $volume is damaged: nothing of it was loaded." >&2; exit 1; }
        done
        for volume in $known; do
            find "/volumes/$volume" -mindepth 1 -delete
            cp -a --reflink=auto --sparse=always "/snapshot/$volume/." "/volumes/$volume/"
            [ "$(cat "/snapshot/$volume.sha256")" = "$(hash "/volumes/$volume")" ] || { echo "What was loaded into $volume differs from the snapshot." >&2; exit 1; }
            echo "$volume  sha256:$(cat "/snapshot/$volume.sha256")"
        done
        """;

    public async Task SaveAsync(string name, CancellationToken cancellationToken)
    {
        if (!NamePattern().IsMatch(name))
        {
            throw new OperationException($"'{name}' can't name a snapshot: use lower-case letters, digits and hyphens, at most 32.");
        }

        if ((await AllAsync(cancellationToken)).Any(snapshot => snapshot.Name == name))
        {
            throw new OperationException($"There is a snapshot '{name}' already. Take another name, or remove it: ./devstack snapshot remove {name}");
        }

        var stack = await StackAtRest.OfAsync(context, cancellationToken);
        var volume = $"{context.Stack.Name}-snapshot-{name}";
        await context.Engine.CreateVolumeAsync(volume, LabelsOf(name, stack), cancellationToken);
        var whole = false;
        try
        {
            await using (await stack.QuietAsync(cancellationToken))
            {
                await CopyAsync(stack, volume, Save, isSource: false, cancellationToken);
            }

            whole = true;
            context.Line($"Saved as '{name}'.");
        }
        finally
        {
            if (!whole)
            {
                await context.Engine.RemoveVolumesAsync([volume], CancellationToken.None);
            }
        }
    }

    public async Task LoadAsync(string name, CancellationToken cancellationToken)
    {
        var snapshot = await FindAsync(name, cancellationToken);
        var stack = await StackAtRest.OfAsync(context, cancellationToken);
        await using (await stack.QuietAsync(cancellationToken))
        {
            // From here on it is done to the end: half of one state and half of another is of no use to anybody.
            await CopyAsync(stack, snapshot.Volume, Load, isSource: true, CancellationToken.None);
        }

        if (snapshot.Jobs != stack.Preparation)
        {
            context.Line("The snapshot is of another state of the code or the configuration: the jobs that prepare data run again.");
            await stack.PrepareAsync(cancellationToken);
        }

        context.Line($"Loaded '{name}'.");
    }

    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        var snapshot = await FindAsync(name, cancellationToken);
        await context.Engine.RemoveVolumesAsync([snapshot.Volume], cancellationToken);
        context.Line($"Removed '{name}'.");
    }

    public async Task<IReadOnlyList<Snapshot>> AllAsync(CancellationToken cancellationToken)
    {
        var volumes = new List<string>();
        await context.Engine.RunAsync(
            ["volume", "ls", "--quiet", "--filter", $"label={StackLabel}={context.Stack.Name}"], volumes.Add, cancellationToken);
        var found = await context.Engine.FindVolumesAsync(volumes, cancellationToken);
        return
        [
            .. found
                .Select(volume => new Snapshot(
                    volume.Value[NameLabel],
                    volume.Key,
                    volume.Value.GetValueOrDefault(ReleaseLabel, ""),
                    volume.Value.GetValueOrDefault(CreatedLabel, ""),
                    volume.Value.GetValueOrDefault(JobsLabel, "")))
                .OrderBy(snapshot => snapshot.Created, StringComparer.Ordinal),
        ];
    }

    private async Task<Snapshot> FindAsync(string name, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        return all.FirstOrDefault(snapshot => snapshot.Name == name) ?? throw new OperationException(
            $"{context.Stack.Name} has no snapshot '{name}'. " +
            (all.Count > 0 ? $"There are: {string.Join(", ", all.Select(snapshot => snapshot.Name))}." : "It has none at all."));
    }

    private Dictionary<string, string> LabelsOf(string name, StackAtRest stack) => new()
    {
        [NameLabel] = name,
        [StackLabel] = context.Stack.Name,
        [ReleaseLabel] = context.Options.Release,
        [CreatedLabel] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        [JobsLabel] = stack.Preparation,
    };

    private async Task CopyAsync(StackAtRest stack, string snapshot, string script, bool isSource, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--rm", "--network", "none", "--user", "0", "--entrypoint", "sh", "--volume", $"{snapshot}:/snapshot{(isSource ? ":ro" : "")}",
            .. stack.Volumes.SelectMany(volume => new[] { "--volume", $"{volume}:/volumes/{volume}" }),
            stack.ToolImage, "-c", script, "snapshot", .. stack.Volumes,
        ];
        if (await context.Engine.RunAsync(arguments, context.Line, cancellationToken) is not 0 and var exitCode)
        {
            throw new OperationException($"Copying ended with {exitCode}; its words are above.");
        }
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex NamePattern();
}
