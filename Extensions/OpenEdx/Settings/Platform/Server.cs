using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>Where a server is and who logs in: a container of the stack, or a server of the user's own.</summary>
/// <param name="Host">Its name on the network of the containers.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">Who logs in; <see langword="null"/> for nobody.</param>
/// <param name="Password">The password; <see langword="null"/> without one.</param>
/// <param name="Tls">Whether it speaks TLS.</param>
/// <param name="CaPath">The certificate authority's file in the containers; <see langword="null"/> for those of the image.</param>
internal sealed record Server(string Host, int Port, string? User = null, ParameterResource? Password = null, bool Tls = false, string? CaPath = null)
{
    /// <summary>The folder in the platform's containers for certificate authorities: <c>mysql.pem</c>, <c>redis.pem</c>, ...</summary>
    public const string CaFolder = "/openedx/devstack/ca";

    /// <summary>Host and port as one text.</summary>
    public string Address => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>A container: on the network of the stack it is found by its resource's name, on the port inside.</summary>
    public static Server Of(IResourceWithEndpoints resource, EndpointReference endpoint, int usualPort) => new(
        resource.Name,
        resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(other => other.Name == endpoint.EndpointName)?.TargetPort ?? usualPort);

    /// <summary>A server of the user's own.</summary>
    /// <param name="platform">The platform; an <see cref="ExternalPasswordAnnotation"/> on it has the password.</param>
    /// <param name="name"><c>mysql</c>, <c>mongodb</c>, <c>redis</c>, <c>search</c>, <c>smtp</c> or <c>s3</c>.</param>
    /// <param name="options">What the user has set.</param>
    /// <param name="usualPort">The port when the user set none.</param>
    public static Server External(OpenEdxResource platform, string name, ExternalServerOptions options, int usualPort) => new(
        options.Host!,
        options.Port ?? usualPort,
        string.IsNullOrEmpty(options.User) ? null : options.User,
        platform.Annotations.OfType<ExternalPasswordAnnotation>().LastOrDefault(other => other.Server == name)?.Password,
        options.Tls,
        options.CaFile is null ? null : CaPathOf(name));

    /// <summary>Where the certificate authority of a server lies in the containers that speak with it.</summary>
    /// <param name="name">The server's key below <c>external</c>.</param>
    public static string CaPathOf(string name) => $"{CaFolder}/{name}.pem";

    /// <summary>A URL with user and password, <c>redis://:secret@redis:6379/1</c>.</summary>
    public object Url(string scheme, string path) => (User, Password) switch
    {
        (null, null) => $"{scheme}://{Address}/{path}",
        (_, null) => $"{scheme}://{Uri.EscapeDataString(User!)}@{Address}/{path}",
        _ => new JoinedText($"{scheme}://{Uri.EscapeDataString(User ?? "")}:", new SecretText(Password!, SecretForm.Uri), $"@{Address}/{path}"),
    };
}
