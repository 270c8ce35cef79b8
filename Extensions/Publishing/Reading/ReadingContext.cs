using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Devstack.Publishing.Reading;

/// <summary>What the readers of the model's aspects share.</summary>
internal sealed class ReadingContext(
    IResource target, DistributedApplicationExecutionContext execution, WorkloadNames names, Problems problems, ILogger logger)
{
    public IResource Target { get; } = target;

    public DistributedApplicationExecutionContext Execution { get; } = execution;

    public IServiceProvider Services => Execution.Services;

    public WorkloadNames Names { get; } = names;

    public Problems Problems { get; } = problems;

    public ILogger Logger { get; } = logger;

    public ParameterReader Parameters { get; } = new(problems);

    /// <summary>Runs a callback of the model; what it throws is a problem of its resource.</summary>
    public async Task TryAsync(IResource resource, string place, Func<Task> callback)
    {
        try
        {
            await callback();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Problems.Add(resource.Name, $"can't say its {place} when it is published: {error.Message}");
        }
    }
}
