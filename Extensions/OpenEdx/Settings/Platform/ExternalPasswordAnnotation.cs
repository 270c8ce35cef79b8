using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>On a platform: the password of a server of the user's own, below <c>external</c> in the configuration.</summary>
/// <param name="server"><c>mysql</c>, <c>mongodb</c>, <c>redis</c>, <c>search</c> (the API key), <c>smtp</c> or <c>s3</c> (the secret key).</param>
/// <param name="password">The parameter.</param>
public sealed class ExternalPasswordAnnotation(string server, ParameterResource password) : IResourceAnnotation
{
    /// <summary>The server's name in the configuration.</summary>
    public string Server { get; } = server;

    /// <summary>The parameter that holds the password.</summary>
    public ParameterResource Password { get; } = password;
}
