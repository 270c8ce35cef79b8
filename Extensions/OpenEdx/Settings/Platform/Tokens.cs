using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>JSON web tokens: who issues them, and the keys that sign them.</summary>
internal static class Tokens
{
    /// <summary>Who tokens are for.</summary>
    public const string Audience = "openedx";

    /// <summary>Who issues them.</summary>
    public static string Issuer(OpenEdxResource platform) => $"{platform.Sites.Lms.Url}/oauth2";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Yaml["OAUTH_OIDC_ISSUER"] = Issuer(context.Platform);
        Write(context.Platform, settings.Yaml.Map("JWT_AUTH"));
        if (context.Development)
        {
            // devstack.py puts the keys of all devstacks over those of the file.
            Write(context.Platform, settings.Merge.Map("JWT_AUTH"));
        }
    }

    /// <summary>What a service needs to check the tokens of the LMS.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="tokens"><c>JWT_AUTH</c>.</param>
    public static void WritePublic(OpenEdxResource platform, SettingsMap tokens)
    {
        var secrets = platform.Secrets;
        tokens["JWT_ISSUER"] = Issuer(platform);
        tokens["JWT_AUDIENCE"] = Audience;
        tokens["JWT_SECRET_KEY"] = new SecretText(secrets.SecretKey);
        tokens["JWT_PUBLIC_SIGNING_JWK_SET"] = new SecretText(secrets.JwtKey, SecretForm.PublicJwkSet);
        tokens["JWT_ISSUERS"] = List(new SettingsMap
        {
            ["ISSUER"] = Issuer(platform),
            ["AUDIENCE"] = Audience,
            ["SECRET_KEY"] = new SecretText(secrets.SecretKey),
        });
    }

    private static void Write(OpenEdxResource platform, SettingsMap tokens)
    {
        WritePublic(platform, tokens);
        tokens["JWT_SIGNING_ALGORITHM"] = "RS512";
        tokens["JWT_PRIVATE_SIGNING_JWK"] = new SecretText(platform.Secrets.JwtKey, SecretForm.PrivateJwk);
    }
}
