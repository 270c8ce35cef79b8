namespace Devstack.CommandLine.Planning;

/// <summary>What a start would bring up: read from the model, with nothing started.</summary>
internal sealed record StackPreview
{
    public required string Stack { get; init; }

    public required string Release { get; init; }

    public required string Profile { get; init; }

    /// <summary>Services and jobs, in the order of the model.</summary>
    public required IReadOnlyList<WorkloadPreview> Workloads { get; init; }

    /// <summary>The images that they are made from, each once.</summary>
    public required IReadOnlyList<ImagePreview> Images { get; init; }

    /// <summary>Servers of the user's own, which no container stands for.</summary>
    public required IReadOnlyList<ServerPreview> Servers { get; init; }

    /// <summary>Where a browser finds it, by route.</summary>
    public required IReadOnlyList<AddressPreview> Addresses { get; init; }
}

/// <summary>A container that would run.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Kind"><c>service</c> or <c>job</c>.</param>
/// <param name="Image">Its image.</param>
/// <param name="MemoryLimit">In bytes; <see langword="null"/> without a limit.</param>
/// <param name="Ports">The ports that it opens on this machine.</param>
/// <param name="WaitsFor">What has to be there before.</param>
internal sealed record WorkloadPreview(
    string Name, string Kind, string Image, long? MemoryLimit, IReadOnlyList<PortPreview> Ports, IReadOnlyList<WaitPreview> WaitsFor);

/// <summary>A port.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Port">On this machine; <see langword="null"/> for one that is chosen at the start.</param>
/// <param name="TargetPort">In the container.</param>
internal sealed record PortPreview(string Name, int? Port, int? TargetPort);

/// <summary>Something that is waited for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Until"><c>healthy</c>, <c>finished</c> or <c>started</c>.</param>
internal sealed record WaitPreview(string Name, string Until);

/// <summary>An image.</summary>
/// <param name="Reference">Its whole reference.</param>
/// <param name="Supply"><c>pull</c> or <c>build</c>.</param>
/// <param name="IsHere">Whether the engine has it; <see langword="null"/> when no engine answers.</param>
/// <param name="Bytes">Its size when it is here.</param>
internal sealed record ImagePreview(string Reference, string Supply, bool? IsHere, long? Bytes);

/// <summary>A server of the user's own.</summary>
/// <param name="Name">Its key below <c>external</c>.</param>
/// <param name="Address">Host and port as far as they are set.</param>
internal sealed record ServerPreview(string Name, string Address);

/// <summary>An address for a browser.</summary>
/// <param name="Route">The site's route.</param>
/// <param name="Url">Its address.</param>
internal sealed record AddressPreview(string Route, string Url);
