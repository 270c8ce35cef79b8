using System.Globalization;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Running;

/// <summary>One AppHost a stack: a file that the AppHost holds open. The system lets go of it, however the process ends.</summary>
internal sealed class StackLock : IDisposable
{
    // Whoever only looks holds the file for a moment too; an AppHost that meets such a look tries again.
    private const int Attempts = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private StackLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; <see langword="null"/> when another process has it.</summary>
    public static async Task<StackLock?> TryAcquireAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        stack.CreateFolder();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var file = new FileStream(PathOf(stack), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                file.SetLength(0);
                await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)), cancellationToken);
                await file.FlushAsync(cancellationToken);
                return new StackLock(file);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause, cancellationToken);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Whether a process has the lock now.</summary>
    public static bool IsHeld(StackIdentity stack)
    {
        try
        {
            using var file = new FileStream(PathOf(stack), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathOf(StackIdentity stack) => Path.Combine(stack.Folder, "lock");
}
