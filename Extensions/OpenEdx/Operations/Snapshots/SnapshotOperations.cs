namespace Devstack.OpenEdx.Operations.Snapshots;

/// <summary>Saves the data of all datastores under a name.</summary>
public sealed class SaveSnapshot : IPlatformOperation
{
    /// <inheritdoc/>
    public string Name => "save-snapshot";

    /// <inheritdoc/>
    public string Verb => "snapshot save";

    /// <inheritdoc/>
    public string Title => "Save a snapshot";

    /// <inheritdoc/>
    public string Description => "Saves the data of all datastores under a name. Services stand still for some seconds meanwhile.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs => [new("name", "The snapshot's name") { IsArgument = true }];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        await new SnapshotStore(context).SaveAsync(values["name"], cancellationToken);
        return 0;
    }
}

/// <summary>Puts the data of a snapshot back.</summary>
public sealed class LoadSnapshot : IPlatformOperation
{
    /// <inheritdoc/>
    public string Name => "load-snapshot";

    /// <inheritdoc/>
    public string Verb => "snapshot load";

    /// <inheritdoc/>
    public string Title => "Load a snapshot";

    /// <inheritdoc/>
    public string Description => "Puts the data of a snapshot in the place of the stack's data.";

    /// <inheritdoc/>
    public string Confirmation => "What the datastores hold now is lost, unless it is saved as a snapshot too.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs => [new("name", "The snapshot's name") { IsArgument = true }];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        await new SnapshotStore(context).LoadAsync(values["name"], cancellationToken);
        return 0;
    }
}

/// <summary>Lists snapshots.</summary>
public sealed class ListSnapshots : IPlatformOperation
{
    /// <inheritdoc/>
    public string Name => "list-snapshots";

    /// <inheritdoc/>
    public string Verb => "snapshot list";

    /// <inheritdoc/>
    public string Title => "List snapshots";

    /// <inheritdoc/>
    public string Description => "Lists the snapshots of this stack.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs => [];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var all = await new SnapshotStore(context).AllAsync(cancellationToken);
        foreach (var snapshot in all)
        {
            context.Line($"{snapshot.Name}  {snapshot.Release}  {snapshot.Created}");
        }

        if (all.Count == 0)
        {
            context.Line($"{context.Stack.Name} has no snapshots. Make one: ./devstack snapshot save NAME");
        }

        return 0;
    }
}

/// <summary>Removes a snapshot.</summary>
public sealed class RemoveSnapshot : IPlatformOperation
{
    /// <inheritdoc/>
    public string Name => "remove-snapshot";

    /// <inheritdoc/>
    public string Verb => "snapshot remove";

    /// <inheritdoc/>
    public string Title => "Remove a snapshot";

    /// <inheritdoc/>
    public string Description => "Deletes a snapshot; the stack's own data stays.";

    /// <inheritdoc/>
    public string Confirmation => "The snapshot is deleted.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs => [new("name", "The snapshot's name") { IsArgument = true }];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(values);
        await new SnapshotStore(context).RemoveAsync(values["name"], cancellationToken);
        return 0;
    }
}
