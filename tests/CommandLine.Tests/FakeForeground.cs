using Devstack.CommandLine.Output;
using Devstack.CommandLine.Shells;

namespace Devstack.CommandLine.Tests;

/// <summary>A terminal, or none, that only remembers what was started.</summary>
internal sealed class FakeForeground(bool isTerminal = false, int exitCode = 0, int? signal = null) : IForegroundProcess
{
    public List<string[]> Calls { get; } = [];

    public bool IsTerminal => isTerminal;

    public Task<ForegroundResult> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        Calls.Add([program, .. arguments]);
        return Task.FromResult(new ForegroundResult(exitCode, signal));
    }
}

/// <summary>A person who types the same secret each time.</summary>
internal sealed class FakeSecrets : ISecretInput
{
    public const string Typed = "correct horse";

    public string Read(string label, Terminal terminal) => Typed;
}
