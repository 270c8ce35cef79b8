using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.OpenEdx.Operations.Snapshots;

/// <summary>The containers and volumes of a stack, and how to make them stand still.</summary>
internal sealed class StackAtRest
{
    private static readonly string[] Datastores = ["mysql", "mongodb", "redis", "meilisearch"];

    private readonly OperationContext _context;
    private readonly IReadOnlyList<ContainerState> _containers;

    private StackAtRest(OperationContext context, IReadOnlyList<ContainerState> containers, IReadOnlyList<string> volumes)
    {
        _context = context;
        _containers = containers;
        Volumes = volumes;
    }

    /// <summary>The names of the stack's volumes.</summary>
    public IReadOnlyList<string> Volumes { get; }

    /// <summary>An image that is here and has a shell and coreutils: the platform's own.</summary>
    public string ToolImage => _containers.First(container => NameOf(container) is "lms").Image;

    public static async Task<StackAtRest> OfAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var containers = await context.ContainersAsync(cancellationToken);
        if (!containers.Any(container => NameOf(container) is "lms"))
        {
            throw new OperationException($"{context.Stack.Name} has no containers. Start it once: ./devstack run");
        }

        var volumes = new List<string>();
        await context.Engine.RunAsync(
            ["volume", "ls", "--quiet", "--filter", $"label={StackIdentity.StackLabel}={context.Stack.Name}"], volumes.Add, cancellationToken);
        return new(context, containers, [.. volumes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>What the migrations were made of, by their containers.</summary>
    public string FingerprintsOf(IEnumerable<string> jobs) => string.Join(
        '+', jobs.Select(job => _containers.FirstOrDefault(container => NameOf(container) == job)?.Labels.GetValueOrDefault(StackIdentity.FingerprintLabel) ?? "none"));

    /// <summary>Runs jobs again, one after the other.</summary>
    public async Task RunJobsAsync(IEnumerable<string> jobs, CancellationToken cancellationToken)
    {
        foreach (var job in jobs.Select(name => _containers.FirstOrDefault(container => NameOf(container) == name)).OfType<ContainerState>())
        {
            if (await _context.Engine.RunAsync(["start", "--attach", job.Name], _context.Line, cancellationToken) is not 0 and var exitCode)
            {
                throw new OperationException($"{job.Name} ended with {exitCode}; its words are above.");
            }
        }
    }

    /// <summary>Freezes the services and stops the datastores; what ran runs again at the end.</summary>
    public async Task<IAsyncDisposable> QuietAsync(CancellationToken cancellationToken)
    {
        var running = _containers.Where(container => container.IsRunning).ToList();
        var datastores = running.Where(container => Datastores.Contains(NameOf(container))).Select(container => container.Name).ToList();
        var services = running.Where(WritesVolumes).Select(container => container.Name).ToList();
        var quiet = new Quiet(_context.Engine, _context.Line, datastores, services);
        try
        {
            if (services.Count > 0)
            {
                await quiet.RequireAsync(["pause", .. services], cancellationToken);
            }

            await _context.Engine.StopAsync(datastores, cancellationToken);
            return quiet;
        }
        catch
        {
            await quiet.DisposeAsync();
            throw;
        }
    }

    private static string NameOf(ContainerState container) => container.Labels[StackIdentity.ResourceLabel];

    private static bool WritesVolumes(ContainerState container) => NameOf(container) is "lms" or "cms" or "lms-worker" or "cms-worker";

    private sealed class Quiet(IContainerEngine engine, Action<string> line, IReadOnlyList<string> datastores, IReadOnlyList<string> services) : IAsyncDisposable
    {
        public async Task RequireAsync(string[] arguments, CancellationToken cancellationToken)
        {
            if (await engine.RunAsync(arguments, Tell, cancellationToken) is not 0 and var exitCode)
            {
                throw new OperationException($"'{engine.Command} {arguments[0]}' ended with {exitCode}; its words are above.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(datastores.Select(datastore => engine.StartAsync(datastore, CancellationToken.None)));
            // One that wasn't frozen yet is no reason to leave the others so.
            await Task.WhenAll(services.Select(service => engine.RunAsync(["unpause", service], _ => { }, CancellationToken.None)));
        }

        // The engine repeats the names of what it froze.
        private void Tell(string text)
        {
            if (!services.Contains(text))
            {
                line(text);
            }
        }
    }
}
