using Devstack.OpenEdx.Datastores;

namespace Devstack.OpenEdx.Operations;

/// <summary>Empties one datastore and prepares it again, by the same jobs that prepared it first.</summary>
public sealed class ResetDatabase : IPlatformOperation
{
    private static readonly string[] OfThePlatform = ["mysql", "mongo", "redis", "search"];

    /// <inheritdoc/>
    public string Name => "reset-database";

    /// <inheritdoc/>
    public string Verb => "db reset";

    /// <inheritdoc/>
    public string Title => "Reset a database";

    /// <inheritdoc/>
    public string Description => "Deletes what the platform, or a service beside it, keeps in one datastore, and prepares it again. The others stay as they are.";

    /// <inheritdoc/>
    public string Confirmation => "All that is kept there is deleted.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs =>
        [new("datastore", "mysql, mongo, redis or search; or a service with a database of its own, e.g. notes") { IsArgument = true }];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(values);
        var datastore = values["datastore"];
        var all = new StackJobs(await context.ContainersAsync(cancellationToken));
        var jobs = all.Of(datastore);
        if (jobs.Count == 0)
        {
            ThrowUnlessEmptyIsEnough(datastore, all, context);
        }

        await context.RequireAsync(Emptying(datastore), cancellationToken);
        foreach (var job in jobs)
        {
            context.Line($"{job.Name} runs again...");
            if (await context.Engine.RunAsync(["start", "--attach", job.Name], context.Line, cancellationToken) is not 0 and var exitCode)
            {
                throw new OperationException($"{job.Name} ended with {exitCode}; its words are above. Mend that and run it again: ./devstack db reset {datastore}");
            }
        }

        context.Line($"{datastore} is as it was after the first start.");
        return 0;
    }

    // Redis needs no preparation, and MongoDB none where there is no search engine.
    private static void ThrowUnlessEmptyIsEnough(string datastore, StackJobs all, OperationContext context)
    {
        if (!OfThePlatform.Contains(datastore))
        {
            throw new OperationException(
                $"{context.Stack.Name} has no datastore '{datastore}', so nothing was deleted. There are: {string.Join(", ", OfThePlatform.Union(all.Datastores))}.");
        }

        if (datastore is "mysql" or "search")
        {
            throw new OperationException(
                $"No job of {context.Stack.Name} prepares '{datastore}', so nothing was deleted. Start the stack once: ./devstack run");
        }
    }

    private static OperationCommand Emptying(string datastore) => datastore switch
    {
        "mysql" => Drop("openedx"),
        "mongo" => Client("mongo", "--eval", "db.runCommand({dropDatabase: 1}).ok"),
        "redis" => Client("redis", "FLUSHALL"),
        "search" => new("cms", ["./manage.py", "cms", "shell", "-c", "import devstack_jobs; devstack_jobs.delete_indexes()"]),
        // The database of a service is called as the service is.
        _ => Drop(datastore),
    };

    // Dropped, it can't be the client's database: information_schema always is there.
    private static OperationCommand Drop(string database) => Client("mysql", "--database=information_schema", "--execute", $"DROP DATABASE IF EXISTS `{database}`");

    private static OperationCommand Client(string name, params string[] arguments)
    {
        var client = DatastoreClient.All.Single(client => client.Name == name);
        return new(client.Service, client.CommandFor(arguments));
    }
}
