using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Devstack.CommandLine.Running;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Stacks;

/// <summary>The statuses that an AppHost in another process publishes, each one once.</summary>
internal static class StatusFeed
{
    // File events can be lost (full queues, network file systems): a look a second bounds what that costs.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Follows a stack's status until <paramref name="ended"/> completes; what is there already comes first.</summary>
    public static async IAsyncEnumerable<StackStatus> FollowAsync(
        StackIdentity stack, Task ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        stack.CreateFolder();
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = new FileSystemWatcher(stack.Folder, Path.GetFileName(StackStatus.PathOf(stack)));
        watcher.Created += (_, _) => changes.Writer.TryWrite(true);
        watcher.Changed += (_, _) => changes.Writer.TryWrite(true);
        watcher.Renamed += (_, _) => changes.Writer.TryWrite(true);
        try
        {
            watcher.EnableRaisingEvents = true;
        }
        catch (IOException)
        {
            // No inotify instance is left for this user: the look a second is enough.
        }

        var last = "";
        while (true)
        {
            // Asked before the file is read: what an AppHost writes as its last word isn't missed.
            var hasEnded = ended.IsCompleted;
            if (await ReadAsync(stack, cancellationToken) is { } status && JsonSerializer.Serialize(status) is var text && text != last)
            {
                last = text;
                yield return status;
            }

            if (hasEnded)
            {
                yield break;
            }

            await Task.WhenAny(changes.Reader.WaitToReadAsync(cancellationToken).AsTask(), ended, Task.Delay(Look, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            changes.Reader.TryRead(out _);
        }
    }

    /// <summary>The status of a stack, also while it is being replaced.</summary>
    public static async Task<StackStatus?> ReadAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        try
        {
            return await StackStatus.ReadAsync(stack, cancellationToken);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
