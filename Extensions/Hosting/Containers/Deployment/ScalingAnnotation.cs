using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>More or fewer containers run side by side, as the load wants.</summary>
/// <remarks>Run mode: nothing, one runs. Compose: nothing, <c>--scale</c> is the operator's. Kubernetes: a HorizontalPodAutoscaler, or KEDA for queues.</remarks>
/// <param name="minimum">At least so many, 1 or more.</param>
/// <param name="maximum">At most so many.</param>
public sealed class ScalingAnnotation(int minimum, int maximum) : IResourceAnnotation
{
    /// <summary>At least so many.</summary>
    public int Minimum { get; } = minimum >= 1 ? minimum : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "At least one has to run.");

    /// <summary>At most so many.</summary>
    public int Maximum { get; } = maximum >= minimum ? maximum : throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The maximum is below the minimum.");

    /// <summary>More of them above this share of the processors that they asked for. Default 70 %.</summary>
    public int CpuPercent { get; init; } = 70;

    /// <summary>The queues whose length counts, too.</summary>
    public IReadOnlyList<RedisList> Queues { get; init; } = [];
}

/// <summary>A list in Redis that holds work, as Celery's broker does.</summary>
/// <param name="Server">The server's endpoint.</param>
/// <param name="List">The name of the list.</param>
/// <param name="Length">How many entries one container is for.</param>
/// <param name="Database">The number of the database.</param>
/// <param name="Password">The server's password; <see langword="null"/> when it has none.</param>
public sealed record RedisList(EndpointReference Server, string List, int Length = 20, int Database = 0, ParameterResource? Password = null);
