using Devstack.Hosting.Containers.Stacks;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>The miniature platform with all services that stand beside LMS and Studio, started once for the scenarios that need them.</summary>
public sealed class EveryService(MiniatureStack miniature) : IAsyncLifetime
{
    // XQueue calls the sample's own grader, and soon.
    private const string Services = """
        services:
          codejail: true
          notes: true
          xqueue: true
          discovery: true
          credentials: true
          ecommerce: true
        settings:
          xqueue:
            XQUEUES: {openedx: "http://xqueue:8000/grader/"}
            CONSUMER_DELAY: 1

        """;

    internal MiniatureStack Miniature => miniature;

    /// <summary>What the platform says about itself.</summary>
    internal StackStatus Status { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await miniature.ConfigureAsync(Services);
        Status = await miniature.EnsureRunningAsync();
        await miniature.ImportDemoCourseAsync();
    }

    public async ValueTask DisposeAsync() => await miniature.ConfigureAsync();

    /// <summary>Where browsers reach a service, or a page of it.</summary>
    internal Uri Url(string title, string path = "") => new(MiniatureStack.UrlOf(Status, title), path);
}
