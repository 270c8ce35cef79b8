namespace Devstack.OpenEdx.Operations;

/// <summary>Imports the demo course of the release.</summary>
public sealed class ImportDemoCourse : IPlatformOperation
{
    // Since Redwood (platform.md 12). The miniature brings its own course in the image.
    private const string Repository = "https://github.com/openedx/openedx-demo-course";

    private const string Script = """
        set -eu
        if [ -d /openedx/demo-course/course ]; then
            root=/openedx/demo-course
        else
            root=$(mktemp -d)
            trap 'rm -rf "$root"' EXIT
            git clone --depth 1 --branch "$1" "$2" "$root/source"
            root=$(dirname "$(dirname "$(find "$root/source" -name course.xml -print -quit)")")
        fi
        course=$(basename "$(dirname "$(find "$root" -name course.xml -print -quit)")")
        ./manage.py cms import "$root" "$course"
        ./manage.py cms reindex_course --active
        """;

    private readonly string _gitRef;

    /// <summary>Imports the course of a release.</summary>
    /// <param name="gitRef">The release's branch or tag.</param>
    public ImportDemoCourse(string gitRef = "master") => _gitRef = gitRef;

    /// <inheritdoc/>
    public string Name => "import-demo-course";

    /// <inheritdoc/>
    public string Title => "Import the demo course";

    /// <inheritdoc/>
    public string Description => "Imports the demo course of the release, and indexes it for the search.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs => [];

    /// <inheritdoc/>
    public OperationCommand CommandFor(IReadOnlyDictionary<string, string> values) =>
        new("cms", ["sh", "-c", Script, "import-demo-course", _gitRef, Repository]);
}
