using System.Text.Json;
using System.Text.Json.Serialization;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>What a checkout says about its tests: the files, and how its continuous integration parts them.</summary>
/// <param name="Shards">The shards of <c>.github/workflows/unit-test-shards.json</c>, by name; <see langword="null"/> when there is no such file.</param>
/// <param name="Files">All test files.</param>
public sealed record TestInventory(IReadOnlyDictionary<string, TestShard>? Shards, IReadOnlyList<TestFile> Files)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads what <c>devstack_tests list</c> prints.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static TestInventory Parse(string json) => JsonSerializer.Deserialize<TestInventory>(json, Json) ?? throw new JsonException("It is empty.");
}

/// <summary>A part of the tests that continuous integration runs as one job.</summary>
/// <param name="Settings">The settings module, for example <c>lms.envs.test</c>.</param>
/// <param name="Paths">Folders and files from the checkout's root.</param>
public sealed record TestShard(string Settings, [property: JsonPropertyName("paths")] IReadOnlyList<string> Paths);

/// <summary>A file with tests.</summary>
/// <param name="Path">Its path from the checkout's root, with forward slashes.</param>
/// <param name="Size">Its length in bytes: the first guess at how long it takes.</param>
public sealed record TestFile(string Path, long Size);
