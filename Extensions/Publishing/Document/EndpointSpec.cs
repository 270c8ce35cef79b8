namespace Devstack.Publishing.Document;

/// <summary>Where a container listens.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Scheme">For example <c>http</c> or <c>tcp</c>.</param>
/// <param name="Port">The port inside the container.</param>
/// <param name="IsUdp">UDP instead of TCP.</param>
/// <param name="PublicPort">The port outside of the stack; <see langword="null"/> for one that only other containers reach.</param>
public sealed record EndpointSpec(string Name, string Scheme, int Port, bool IsUdp, int? PublicPort);

/// <summary>Requests for a host name go to a service.</summary>
/// <param name="Host">The host name, with parameters in it.</param>
/// <param name="Path">The path's beginning.</param>
/// <param name="Service">Who answers.</param>
/// <param name="Port">The port inside its container.</param>
/// <param name="Proxy">The workload of the model that passes the requests on; <see langword="null"/> when the target has to.</param>
public sealed record RouteSpec(Value Host, string Path, string Service, int Port, string? Proxy);

/// <summary>What has to be there before a workload starts.</summary>
/// <param name="Workload">The other workload.</param>
/// <param name="Condition">In which state.</param>
public sealed record DependencySpec(string Workload, DependencyCondition Condition);

/// <summary>The state of another workload that one waits for.</summary>
public enum DependencyCondition
{
    /// <summary>Its process runs.</summary>
    Started,

    /// <summary>Its readiness probe says yes.</summary>
    Healthy,

    /// <summary>It is a job, and has ended with 0.</summary>
    Completed,
}

/// <summary>The networks that a publisher derives for workloads whose model names none.</summary>
public static class NetworkPurpose
{
    /// <summary>Datastores: they answer, open no connection of their own, and no route leads to them. No way leads out, and each is alone with those that the graph names.</summary>
    public const string Data = "data";

    /// <summary>Datastores that a proxy passes requests on to, such as a search engine that browsers ask. Else as <see cref="Data"/>.</summary>
    public const string Store = "store";

    /// <summary>What a proxy passes requests on to.</summary>
    public const string Web = "web";

    /// <summary>What is reached from outside of the stack.</summary>
    public const string Edge = "edge";

    /// <summary>What runs code of people who aren't trusted: it answers whoever the graph says and opens no connection. It has no way out.</summary>
    public const string Sandbox = "sandbox";

    /// <summary>Everything else.</summary>
    public const string App = "app";
}
