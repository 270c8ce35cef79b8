namespace Devstack.OpenEdx.Sites;

/// <summary>A port that the user asked for is taken.</summary>
public sealed class PortInUseException : Exception
{
    internal PortInUseException(string route, int port)
        : base($"Port {port}, which 'ports.{route}' asks for, is in use on this machine. " +
            $"Free it ('ss -ltnp sport = :{port}' shows who has it), choose another, or take 'ports.{route}' out: the next free port is found then.")
    {
    }
}
