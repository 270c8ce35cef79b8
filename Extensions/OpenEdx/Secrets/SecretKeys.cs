namespace Devstack.OpenEdx.Secrets;

/// <summary>Where the values of secrets stand in the configuration of .NET.</summary>
internal static class SecretKeys
{
    /// <summary>The section that the host reads, and writes what it generates into.</summary>
    public const string Parameters = "Parameters";

    /// <summary>What the name of a secret ends with when the value is a file's path.</summary>
    public const string FileSuffix = "_FILE";

    public static string Of(string secret) => $"{Parameters}:{secret}";

    /// <summary>The value that was set or rotated for one stack: others, whose data has the old one, don't see it.</summary>
    public static string OfStack(string stack, string secret) => $"{SectionOfStack(stack)}:{secret}";

    /// <summary>A value that a server of the stack may have already.</summary>
    public static string Rotating(string stack, string secret) => $"{SectionOfRotating(stack)}:{secret}";

    public static string SectionOfRotating(string stack) => $"Stacks:{stack}:Rotating";

    public static string SectionOfStack(string stack) => $"Stacks:{stack}:{Parameters}";
}
