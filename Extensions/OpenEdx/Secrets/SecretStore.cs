using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Devstack.OpenEdx.Secrets;

/// <summary>The user's secret store, which the host reads at each start: a file for its owner alone.</summary>
/// <param name="path">The file; it need not exist.</param>
public sealed class SecretStore(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>The value of a key such as <c>Parameters:mysql-password</c>; <see langword="null"/> when there is none.</summary>
    /// <param name="key">The key.</param>
    public string? Read(string key) => All().GetValueOrDefault(key);

    /// <summary>Changes values, all or none of them: a reader sees the file before or after.</summary>
    /// <param name="changes">Keys with their new values; <see langword="null"/> removes one.</param>
    public void Write(params IEnumerable<KeyValuePair<string, string?>> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var all = All();
        foreach (var (key, value) in changes)
        {
            if (value is null)
            {
                all.Remove(key);
            }
            else
            {
                all[key] = value;
            }
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var next = $"{Path}.next";
        // Its owner's from the first byte on.
        using (var file = new FileStream(next, Options()))
        {
            JsonSerializer.Serialize(file, new JsonObject(all.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))), Format);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, Path, overwrite: true);
    }

    /// <summary>Takes from others what somebody gave them: a store that was copied or restored.</summary>
    public void Protect()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(Path) && File.GetUnixFileMode(Path) != OwnerOnly)
        {
            File.SetUnixFileMode(Path, OwnerOnly);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }

    private Dictionary<string, string> All()
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (File.Exists(Path) && JsonNode.Parse(File.ReadAllText(Path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip }) is JsonObject root)
        {
            Flatten(root, "", all);
        }

        return all;
    }

    // "a:b" and {a: {b}} are the same to .NET.
    private static void Flatten(JsonObject node, string prefix, Dictionary<string, string> into)
    {
        foreach (var (key, value) in node)
        {
            if (value is JsonObject inner)
            {
                Flatten(inner, $"{prefix}{key}:", into);
            }
            else if (value is not null)
            {
                into[$"{prefix}{key}"] = value is JsonValue text && text.TryGetValue<string>(out var own) ? own : value.ToJsonString();
            }
        }
    }
}
