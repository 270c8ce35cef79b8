using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Devstack.Hosting.Containers.Deployment;

namespace Devstack.OpenEdx.Secrets;

/// <summary>The platform's secrets as Aspire parameters: generated once, kept in the user's secret store, masked everywhere.</summary>
public sealed class PlatformSecrets
{
    private readonly IDistributedApplicationBuilder _builder;
    private readonly string _prefix;

    internal PlatformSecrets(IDistributedApplicationBuilder builder, string prefix)
    {
        _builder = builder;
        _prefix = prefix;
        SecretKey = Password("secret-key", length: 50).For(new("Django's SECRET_KEY of LMS and Studio, and the key of tokens between services")
        {
            Consequence = "Everybody is logged out, and learners get new anonymous ids: what other systems know of them by the old ones is lost.",
        });
        MySqlPassword = Password("mysql-password").For(new("the platform's user in MySQL") { Server = SecretServer.MySqlUser("mysql") });
        CmsOAuthSecret = Password("cms-oauth-secret", length: 40).For(new("Studio's single sign-on: its OAuth application in the LMS"));
        JwtKey = _builder.AddParameter($"{_prefix}-jwt-key", new RsaKeyDefault(), secret: true, persist: true).WithSecretGenerator(new RsaKey(RsaKeyDefault.KeyBits)).Resource
            .For(new("the RSA key that signs JWTs"));
    }

    /// <summary>Django's <c>SECRET_KEY</c>, one for LMS and Studio: anonymous user ids are made with it, so it stays for ever.</summary>
    public ParameterResource SecretKey { get; }

    /// <summary>The password of the platform's own database user.</summary>
    public ParameterResource MySqlPassword { get; }

    /// <summary>The secret of Studio's OAuth application in the LMS.</summary>
    public ParameterResource CmsOAuthSecret { get; }

    /// <summary>The RSA key that signs JWTs, as PEM.</summary>
    public ParameterResource JwtKey { get; }

    /// <summary>Another password, for example of a service around the platform.</summary>
    /// <param name="name">Its name without the platform's.</param>
    /// <param name="length">How many letters and digits.</param>
    // No special characters: images paste passwords into SQL, URLs and shells.
    public ParameterResource Password(string name, int length = 24) => _builder.AddParameter(
        $"{_prefix}-{name}", new GenerateParameterDefault { MinLength = length, Special = false }, secret: true, persist: true).Resource;
}

/// <summary>How secrets say what they are for.</summary>
internal static class SecretParameters
{
    public static ParameterResource For(this ParameterResource secret, SecretAnnotation annotation)
    {
        secret.Annotations.Add(annotation);
        return secret;
    }
}

/// <summary>Generates an RSA key of 2048 bits as PEM (PKCS#1), the form that <c>generate_jwt_signing_key</c> and Tutor use.</summary>
internal sealed class RsaKeyDefault : ParameterDefault
{
    public const int KeyBits = 2048;

    public override string GetDefaultValue()
    {
        using var key = RSA.Create(KeyBits);
        return key.ExportRSAPrivateKeyPem();
    }

    public override void WriteToManifest(ManifestPublishingContext context) => context.Writer.WriteNull("generate");
}
