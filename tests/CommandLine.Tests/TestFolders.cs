using System.Runtime.CompilerServices;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Tests;

/// <summary>Stacks of tests, with names and folders of their own.</summary>
internal static class TestFolders
{
    private static int _count;

    public static StackIdentity NewStack() => new($"test-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");

    // Before any test: the folders of stacks go to a place of this run.
    [ModuleInitializer]
    internal static void Redirect() =>
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", Directory.CreateTempSubdirectory("devstack-tests-").FullName);
}
