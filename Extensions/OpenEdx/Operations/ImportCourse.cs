namespace Devstack.OpenEdx.Operations;

/// <summary>Imports a course in OLX: the demo course of the release, a git repository, or a folder of this machine.</summary>
/// <param name="gitRef">The release's branch or tag, for the demo course.</param>
public sealed class ImportCourse(string gitRef) : IPlatformOperation
{
    private const string Demo = "demo";

    // Since Redwood (platform.md 12). The miniature brings its own course in the image.
    private const string DemoRepository = "https://github.com/openedx/openedx-demo-course";

    // $1: a folder somewhere above course.xml.
    private const string Import = """
        course=$(find "$1" -name course.xml -print -quit)
        if [ -z "$course" ]; then echo "There is no course.xml in it: this is no course in OLX." >&2; exit 1; fi
        course=$(dirname "$course")
        ./manage.py cms import "$(dirname "$course")" "$(basename "$course")"
        ./manage.py cms reindex_course --active
        """;

    // $1: the repository, $2: its branch or tag, or nothing.
    private const string Clone = $$"""
        set -eu
        root=$(mktemp -d)
        trap 'rm -rf "$root"' EXIT
        git clone --quiet --depth 1 ${2:+--branch "$2"} -- "$1" "$root/course"
        set -- "$root/course"
        {{Import}}
        """;

    private const string OwnDemo = $$"""
        set -eu
        if [ -d /openedx/demo-course/course ]; then
            set -- /openedx/demo-course
            {{Import}}
            exit
        fi
        {{Clone}}
        """;

    /// <inheritdoc/>
    public string Name => "import-course";

    /// <inheritdoc/>
    public string Verb => "course import";

    /// <inheritdoc/>
    public string Title => "Import a course";

    /// <inheritdoc/>
    public string Description => "Imports a course (the release's demo course, a git repository or a folder in OLX) and indexes it for the search.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs =>
    [
        new("source", "Where it is: demo, the address of a git repository, or a folder of this machine", Required: false, Default: Demo) { IsArgument = true },
        new("ref", "Branch or tag of the repository", Required: false),
    ];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(values);
        var source = values.GetValueOrDefault("source", "") is { Length: > 0 } given ? given : Demo;
        var branch = values.GetValueOrDefault("ref", "");
        if (source == Demo)
        {
            return await context.ExecAsync(new("cms", ["sh", "-c", OwnDemo, Name, DemoRepository, branch.Length > 0 ? branch : gitRef]), cancellationToken);
        }

        if (Directory.Exists(source))
        {
            return await ImportFolderAsync(context, Path.GetFullPath(source), cancellationToken);
        }

        return source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal)
            ? await context.ExecAsync(new("cms", ["sh", "-c", Clone, Name, source, branch]), cancellationToken)
            : throw new OperationException($"'{source}' is neither a folder of this machine nor the address of a git repository. Write for example https://github.com/openedx/openedx-demo-course, a folder with course.xml, or demo.");
    }

    private async Task<int> ImportFolderAsync(OperationContext context, string folder, CancellationToken cancellationToken)
    {
        var container = await context.RunningAsync("cms", cancellationToken);
        var copy = $"/tmp/devstack-course-{Guid.NewGuid():N}";
        try
        {
            if (await context.Engine.RunAsync(["cp", folder, $"{container}:{copy}"], context.Line, cancellationToken) != 0)
            {
                throw new OperationException($"'{folder}' can't be copied into the container; the engine's words are above.");
            }

            // The copy belongs to root, with the modes that the folder has here.
            await context.Engine.RunAsync(["exec", "--user", "0", container, "chmod", "-R", "a+rX", copy], context.Line, cancellationToken);
            return await context.ExecAsync(new("cms", ["sh", "-c", $"set -eu\n{Import}", Name, copy]), cancellationToken);
        }
        finally
        {
            await context.Engine.RunAsync(["exec", "--user", "0", container, "rm", "-rf", copy], context.Line, CancellationToken.None);
        }
    }
}
