using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Datastores;

namespace Devstack.OpenEdx.Operations;

/// <summary>Empties one datastore and prepares it again, by the same jobs that prepared it first.</summary>
public sealed class ResetDatabase : IPlatformOperation
{
    private static readonly Dictionary<string, string[]> JobsOf = new()
    {
        ["mysql"] = ["openedx-database", "lms-migrations", "cms-migrations", "lms-setup"],
        ["mongo"] = ["search-index"],
        ["redis"] = [],
        ["search"] = ["search-index"],
    };

    /// <inheritdoc/>
    public string Name => "reset-database";

    /// <inheritdoc/>
    public string Verb => "db reset";

    /// <inheritdoc/>
    public string Title => "Reset a database";

    /// <inheritdoc/>
    public string Description => "Deletes what the platform keeps in one datastore, and prepares it again. The others stay as they are.";

    /// <inheritdoc/>
    public string Confirmation => "All data of the platform in this datastore is deleted.";

    /// <inheritdoc/>
    public IReadOnlyList<OperationInput> Inputs =>
        [new("datastore", "mysql, mongo, redis or search") { IsArgument = true, Among = [.. JobsOf.Keys] }];

    /// <inheritdoc/>
    public async Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(values);
        var datastore = values["datastore"];
        var jobs = await JobContainersAsync(context, JobsOf[datastore], cancellationToken);

        await context.RequireAsync(Emptying(datastore), cancellationToken);
        foreach (var job in jobs)
        {
            context.Line($"{job} runs again...");
            if (await context.Engine.RunAsync(["start", "--attach", job], context.Line, cancellationToken) is not 0 and var exitCode)
            {
                throw new OperationException($"{job} ended with {exitCode}; its words are above. Mend that and run it again: ./devstack db reset {datastore}");
            }
        }

        context.Line($"{datastore} is as it was after the first start.");
        return 0;
    }

    private static OperationCommand Emptying(string datastore) => datastore switch
    {
        "mysql" => Client("mysql", "--execute", "DROP DATABASE IF EXISTS openedx"),
        "mongo" => Client("mongo", "--eval", "db.runCommand({dropDatabase: 1}).ok"),
        "redis" => Client("redis", "FLUSHALL"),
        _ => new("cms", ["./manage.py", "cms", "shell", "-c", "import devstack_jobs; devstack_jobs.delete_indexes()"]),
    };

    // Dropped, it can't be the client's database: information_schema always is there.
    private static OperationCommand Client(string name, params string[] arguments)
    {
        var client = DatastoreClient.All.Single(client => client.Name == name);
        string[] first = name == "mysql" ? ["--database=information_schema"] : [];
        return new(client.Service, client.CommandFor([.. first, .. arguments]));
    }

    private static async Task<List<string>> JobContainersAsync(OperationContext context, string[] jobs, CancellationToken cancellationToken)
    {
        var containers = await context.ContainersAsync(cancellationToken);
        return [.. jobs.Select(job => containers.FirstOrDefault(container => container.Labels[StackIdentity.ResourceLabel] == job)?.Name
            ?? throw new OperationException($"The job '{job}' has no container in {context.Stack.Name}, so nothing was deleted. Start the stack once: ./devstack run"))];
    }
}
