namespace Devstack.CommandLine;

/// <summary>What <c>./devstack</c> and the AppHost end with.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>It was tried and failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was tried.</summary>
    public const int WrongUsage = 2;

    /// <summary>Something that the command needs isn't here: the .NET SDK, the container engine or its daemon.</summary>
    public const int PrerequisiteMissing = 3;

    /// <summary>A person ended it with Ctrl+C.</summary>
    public const int Interrupted = 130;
}
