namespace Devstack.Hosting.Containers.Engine;

/// <summary>The container engine is missing, not running, or refused a command.</summary>
public sealed class ContainerEngineException : Exception
{
    private ContainerEngineException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    internal static ContainerEngineException Missing(string command, Exception inner) => new(
        $"The container engine '{command}' isn't installed or isn't on PATH. " +
        "Install Docker (./devstack run --yes does it on Debian and Ubuntu), or set ASPIRE_CONTAINER_RUNTIME=podman.", inner);

    internal static ContainerEngineException Refused(string command, IEnumerable<string> arguments, int exitCode, string error) => new(
        $"'{command} {string.Join(' ', arguments.Take(3))} …' ended with {exitCode}: {error.Trim()}");

    internal static ContainerEngineException NotRunning(string command, string error) => new(
        $"The container engine '{command}' doesn't answer: {error.Trim()} " +
        "Start its daemon (./devstack run --yes does it on Debian and Ubuntu as root; elsewhere: Docker Desktop, or 'sudo systemctl start docker').");
}
