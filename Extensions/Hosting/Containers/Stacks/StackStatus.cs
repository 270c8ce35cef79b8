using System.Text.Json;
using System.Text.Json.Serialization;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>What a running AppHost says about its stack, in <c>status.json</c> of <see cref="StackIdentity.Folder"/>.</summary>
/// <remarks>Written as a whole and renamed into place, so that a reader never sees half of it.</remarks>
public sealed record StackStatus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>The release that runs, for example <c>verawood</c>.</summary>
    public required string Release { get; init; }

    /// <summary>The process id of the AppHost.</summary>
    public required int ProcessId { get; init; }

    /// <summary>When the AppHost began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How the stack is as a whole.</summary>
    public required StackPhase Phase { get; init; }

    /// <summary>Seconds from the beginning until everything was ready; <see langword="null"/> before that.</summary>
    public double? ReadyAfterSeconds { get; init; }

    /// <summary>The dashboard's address, with its login token where one is needed.</summary>
    public string? Dashboard { get; init; }

    /// <summary>Why the stack failed, one line a reason, each with what to do.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>The resources, in the order of the model.</summary>
    public IReadOnlyList<ResourceStatus> Resources { get; init; } = [];

    /// <summary>The path of the file for a stack.</summary>
    public static string PathOf(StackIdentity stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return Path.Combine(stack.Folder, "status.json");
    }

    /// <summary>Reads the status of a stack; <see langword="null"/> when there is none.</summary>
    public static async Task<StackStatus?> ReadAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        var path = PathOf(stack);
        if (!File.Exists(path))
        {
            return null;
        }

        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<StackStatus>(file, Json, cancellationToken);
    }

    /// <summary>Writes this status for others to read.</summary>
    public async Task WriteAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        var path = PathOf(stack);
        stack.CreateFolder();
        var next = path + ".next";
        await File.WriteAllBytesAsync(next, JsonSerializer.SerializeToUtf8Bytes(this, Json), cancellationToken);
        File.Move(next, path, overwrite: true);
    }
}

/// <summary>How a stack is as a whole.</summary>
public enum StackPhase
{
    /// <summary>Something is still being pulled, built, started or prepared.</summary>
    Starting,

    /// <summary>Every service is healthy and every job is done.</summary>
    Ready,

    /// <summary>Something can't become ready; <see cref="StackStatus.Failures"/> says what.</summary>
    Failed,

    /// <summary>The containers are being stopped.</summary>
    Stopping,

    /// <summary>The AppHost has ended and its containers are stopped.</summary>
    Stopped,
}

/// <summary>One resource of a stack.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Kind"><c>service</c>, <c>job</c>, <c>image</c> or <c>platform</c>.</param>
/// <param name="State">Aspire's state text, for example <c>Running</c>, <c>Waiting</c>, <c>Finished</c>.</param>
/// <param name="Health"><c>Healthy</c>, <c>Unhealthy</c> or empty.</param>
/// <param name="Detail">What to know about it: an exit code, a failing probe's words, "done already".</param>
/// <param name="Seconds">How long it took to become ready or to finish; <see langword="null"/> before.</param>
/// <param name="Urls">Where a person opens it.</param>
public sealed record ResourceStatus(
    string Name, string Kind, string State, string Health, string Detail, double? Seconds, IReadOnlyList<ResourceUrl> Urls)
{
    /// <summary>The names of the resources that it waits for.</summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>Seconds from the beginning of the AppHost until it was ready or done; <see langword="null"/> before.</summary>
    public double? ReadyAfterSeconds { get; init; }
}

/// <summary>A link to open.</summary>
/// <param name="Text">What is there, for example <c>Studio</c>.</param>
/// <param name="Url">The address.</param>
public sealed record ResourceUrl(string Text, string Url);
