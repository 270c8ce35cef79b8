namespace Devstack.CommandLine.Secrets;

/// <summary>What is asked about the secrets of a stack.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Name">The secret; empty for all.</param>
/// <param name="AsJson">For a script.</param>
internal sealed record SecretsRequest(SecretsAction Action, string Name = "", bool AsJson = false);

/// <summary>What is done with secrets.</summary>
internal enum SecretsAction
{
    /// <summary>Tell which there are.</summary>
    List,

    /// <summary>Make a new value.</summary>
    Rotate,

    /// <summary>Take the value of a person.</summary>
    Set,
}
