using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Deployment;

/// <summary>How the value of a secret parameter is made where the stack is deployed. No publisher writes the value itself.</summary>
/// <remarks>A parameter with Aspire's <see cref="GenerateParameterDefault"/> needs none of this; one without either comes from a person.</remarks>
/// <param name="generator">How.</param>
public sealed class SecretGeneratorAnnotation(SecretGenerator generator) : IResourceAnnotation
{
    /// <summary>How.</summary>
    public SecretGenerator Generator { get; } = generator;
}

/// <summary>How a secret is made.</summary>
public abstract record SecretGenerator;

/// <summary>Random characters.</summary>
/// <param name="Length">How many.</param>
/// <param name="Characters">Which: a set as <c>tr</c> reads it, a hyphen last, for example <c>A-Za-z0-9</c>.</param>
public sealed record RandomText(int Length, string Characters = "A-Za-z0-9") : SecretGenerator;

/// <summary>A private RSA key as PEM.</summary>
/// <param name="Bits">Its size.</param>
public sealed record RsaKey(int Bits = 2048) : SecretGenerator;

/// <summary>Nothing makes it: a person gives it, for example the password of a mail account.</summary>
public sealed record FromPerson : SecretGenerator;
