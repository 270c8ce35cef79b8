using Devstack.Hosting.Containers.Stacks;

namespace Devstack.CommandLine.Tests;

/// <summary>Statuses and resources in which only what matters to a test is said.</summary>
internal static class Statuses
{
    public static StackStatus Of(StackIdentity stack, StackPhase phase, params ResourceStatus[] resources) => new()
    {
        Stack = stack.Name,
        Release = "verawood",
        ProcessId = FakeAppHosts.ProcessId,
        StartedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Phase = phase,
        ReadyAfterSeconds = phase is StackPhase.Ready ? 42.5 : null,
        Dashboard = "http://127.0.0.1:18888/login?t=abc",
        Failures = phase is StackPhase.Failed ? ["'lms' failed (exit code 3). See ./devstack logs lms."] : [],
        Resources = resources,
    };

    public static ResourceStatus Service(string name, string state = "Running", string health = "Healthy", string detail = "", double? seconds = null) =>
        new(name, "service", state, health, detail, seconds, []);

    public static ResourceStatus Job(string name, string state = "Exited", string detail = "", double? seconds = null) =>
        new(name, "job", state, "", detail, seconds, []);

    public static ResourceStatus Image(string name, string state) => new(name, "image", state, "", "", null, []);
}
