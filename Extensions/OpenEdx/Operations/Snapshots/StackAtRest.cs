using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Services;

namespace Devstack.OpenEdx.Operations.Snapshots;

/// <summary>The containers and volumes of a stack, and how to make them stand still.</summary>
internal sealed class StackAtRest
{
    private readonly OperationContext _context;
    private readonly IReadOnlyList<ContainerState> _containers;
    private readonly IReadOnlyList<ContainerState> _jobs;

    private StackAtRest(OperationContext context, IReadOnlyList<ContainerState> containers, IReadOnlyList<string> volumes)
    {
        _context = context;
        _containers = containers;
        _jobs = new StackJobs(containers).All;
        Volumes = volumes;
    }

    /// <summary>The names of the stack's volumes that hold data, and not what can be made again.</summary>
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

        var stack = $"label={StackIdentity.StackLabel}={context.Stack.Name}";
        var all = await VolumesAsync("--filter", stack);
        var made = await VolumesAsync("--filter", stack, "--filter", $"label={StackIdentity.MadeLabel}=true");
        return new(context, containers, [.. all.Except(made).Order(StringComparer.Ordinal)]);

        async Task<List<string>> VolumesAsync(params string[] filters)
        {
            var volumes = new List<string>();
            await context.Engine.RunAsync(["volume", "ls", "--quiet", .. filters], volumes.Add, cancellationToken);
            return volumes;
        }
    }

    /// <summary>What the jobs that prepared the data were made of, by their containers.</summary>
    public string Preparation => string.Join('+', _jobs.Select(job => job.Labels.GetValueOrDefault(StackIdentity.FingerprintLabel)));

    /// <summary>Runs these jobs again, one after the other.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var job in _jobs)
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
        // What has code writes into datastores as well as into volumes, and goes on where it was. A datastore's files are whole when it has ended.
        var services = running.Where(HasCode).Select(container => container.Name).ToList();
        var datastores = running.Where(container => !HasCode(container) && container.Volumes.Intersect(Volumes).Any()).ToList();
        var quiet = new Quiet(_context.Engine, _context.Line, datastores, services);
        try
        {
            if (services.Count > 0)
            {
                await quiet.RequireAsync(["pause", .. services], cancellationToken);
            }

            await _context.Engine.StopAsync([.. datastores.Select(datastore => datastore.Name)], cancellationToken);
            return quiet;
        }
        catch
        {
            await quiet.DisposeAsync();
            throw;
        }
    }

    private static string NameOf(ContainerState container) => container.Labels[StackIdentity.ResourceLabel];

    private static bool HasCode(ContainerState container) => container.Labels.ContainsKey(ContainerLabels.Code);

    private sealed class Quiet(IContainerEngine engine, Action<string> line, IReadOnlyList<ContainerState> datastores, IReadOnlyList<string> services) : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

        public async Task RequireAsync(string[] arguments, CancellationToken cancellationToken)
        {
            if (await engine.RunAsync(arguments, Tell, cancellationToken) is not 0 and var exitCode)
            {
                throw new OperationException($"'{engine.Command} {arguments[0]}' ended with {exitCode}; its words are above.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Task.WhenAll(datastores.Select(StartAsync));
            // One that wasn't frozen yet is no reason to leave the others so.
            await Task.WhenAll(services.Select(service => engine.RunAsync(["unpause", service], _ => { }, CancellationToken.None)));
        }

        // What went on at once would be refused.
        private async Task StartAsync(ContainerState datastore)
        {
            await engine.StartAsync(datastore.Name, CancellationToken.None);
            if (DatastoreClient.All.FirstOrDefault(client => client.Service == NameOf(datastore)) is not { } client)
            {
                return;
            }

            var begin = TimeProvider.System.GetTimestamp();
            while ((await engine.ExecAsync(datastore.Name, client.CommandFor(client.Question), input: null, CancellationToken.None)).ExitCode != 0)
            {
                if (TimeProvider.System.GetElapsedTime(begin) > Patience)
                {
                    line($"{datastore.Name} doesn't answer yet; its log says why: ./devstack logs {NameOf(datastore)}");
                    return;
                }

                await Task.Delay(Pause);
            }
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
