using System.Text.Json;

namespace Devstack.OpenEdx.Development.Frontends;

/// <summary>What the <c>package.json</c> of a folder says, as far as it is of interest here.</summary>
/// <param name="Name">The package's name without its scope.</param>
/// <param name="Repository">The name of the repository that it names.</param>
/// <param name="StartScript">What <c>npm start</c> runs.</param>
internal sealed record PackageManifest(string? Name, string? Repository, string? StartScript)
{
    /// <summary>Reads it. One that is missing or can't be read says nothing: npm tells what is wrong with it.</summary>
    public static PackageManifest Of(string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "package.json")));
            var root = document.RootElement;
            var repository = Member(root, "repository");
            return new(
                LastPart(Text(Member(root, "name"))),
                LastPart(Text(Member(repository, "url")) ?? Text(repository)),
                Text(Member(Member(root, "scripts"), "start")));
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return new(null, null, null);
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element) => element.ValueKind is JsonValueKind.String ? element.GetString() : null;

    // "@edx/frontend-app-learning", "git+https://github.com/openedx/frontend-app-learning.git" -> "frontend-app-learning"
    private static string? LastPart(string? text)
    {
        const string End = ".git";
        var last = text?.TrimEnd('/').Split('/', ':')[^1];
        return last is not null && last.EndsWith(End, StringComparison.Ordinal) ? last[..^End.Length] : last;
    }
}
