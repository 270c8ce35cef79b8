using Devstack.Hosting.Containers.Deployment;

namespace Devstack.Publishing.Document;

/// <summary>A value that is known only where the stack is deployed.</summary>
public abstract record ParameterSpec
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; empty when the model doesn't say.</summary>
    public string Description { get; init; } = "";

    /// <summary>Who reads it, by name.</summary>
    public IReadOnlyList<string> UsedBy { get; init; } = [];

    /// <summary>Whether some value holds it percent-encoded.</summary>
    public bool IsUriEncoded { get; init; }
}

/// <summary>An open value.</summary>
public sealed record SettingSpec : ParameterSpec
{
    /// <summary>Its value unless the person who deploys gives another; <see langword="null"/> when that person has to.</summary>
    public string? Default { get; init; }
}

/// <summary>A secret. Its value is made or given where the stack is deployed and is in no published file.</summary>
public sealed record SecretSpec : ParameterSpec
{
    /// <summary>How it is made.</summary>
    public required SecretGenerator Generator { get; init; }
}
