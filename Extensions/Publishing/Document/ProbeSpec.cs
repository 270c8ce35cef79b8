using Devstack.Hosting.Containers.Probes;

namespace Devstack.Publishing.Document;

/// <summary>A question to a container.</summary>
/// <param name="Kind">What the answer decides.</param>
/// <param name="Question">How it is asked.</param>
/// <param name="Interval">Time between two questions.</param>
/// <param name="Timeout">Time after which it counts as answered with no.</param>
/// <param name="StartPeriod">Time in which a no doesn't count yet.</param>
/// <param name="Retries">How many times no in a row counts.</param>
public sealed record ProbeSpec(ProbeKind Kind, ProbeQuestion Question, TimeSpan Interval, TimeSpan Timeout, TimeSpan StartPeriod, int Retries);

/// <summary>How a probe asks.</summary>
public abstract record ProbeQuestion;

/// <summary>Runs a command inside the container; 0 is good.</summary>
/// <param name="Command">The command and its arguments.</param>
public sealed record CommandQuestion(IReadOnlyList<string> Command) : ProbeQuestion;

/// <summary>Gets a path of a port of the container; 200 to 399 is good.</summary>
/// <param name="Scheme"><c>http</c> or <c>https</c>.</param>
/// <param name="Port">The port inside the container.</param>
/// <param name="Path">The path.</param>
public sealed record HttpQuestion(string Scheme, int Port, string Path) : ProbeQuestion;

/// <summary>Connects to a port of the container.</summary>
/// <param name="Port">The port inside the container.</param>
public sealed record TcpQuestion(int Port) : ProbeQuestion;
