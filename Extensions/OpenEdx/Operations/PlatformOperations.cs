using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Operations.Snapshots;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Operations;

/// <summary>All operations, for whoever shows them: the dashboard and the command line.</summary>
public static class PlatformOperations
{
    /// <summary>The operations of a platform with these options.</summary>
    /// <param name="options">What the user has set.</param>
    public static IReadOnlyList<IPlatformOperation> Of(DevstackOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            new CreateUser(),
            new ImportCourse(ReleaseCatalog.Get(options.Release).GitRef),
            new Reindex(),
            new SetTheme(),
            new SetWaffle(),
            new CompileAssets(),
            new CompileMessages(),
            new ShowSettings(),
            new ShowQueues(),
            new ResetDatabase(),
            new SaveSnapshot(),
            new LoadSnapshot(),
            new ListSnapshots(),
            new RemoveSnapshot(),
            new RunManagementCommand(),
        ];
    }
}
