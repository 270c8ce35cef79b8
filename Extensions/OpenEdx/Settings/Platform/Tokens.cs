using static Devstack.OpenEdx.Settings.Platform.PlatformSettingsWriting;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>JSON web tokens: who issues them, and the keys that sign them.</summary>
internal static class Tokens
{
    /// <summary>Who tokens are for.</summary>
    public const string Audience = "openedx";

    /// <summary>Who issues them.</summary>
    public static string Issuer(PlatformSettingsContext context) => $"{context.Sites.Lms.Url}/oauth2";

    public static void Apply(PlatformSettingsContext context, ServiceSettings settings)
    {
        settings.Yaml["OAUTH_OIDC_ISSUER"] = Issuer(context);
        Write(context, settings.Yaml.Map("JWT_AUTH"));
        if (context.Development)
        {
            // devstack.py puts the keys of all devstacks over those of the file.
            Write(context, settings.Merge.Map("JWT_AUTH"));
        }
    }

    private static void Write(PlatformSettingsContext context, SettingsMap tokens)
    {
        var secrets = context.Platform.Secrets;
        tokens["JWT_ISSUER"] = Issuer(context);
        tokens["JWT_AUDIENCE"] = Audience;
        tokens["JWT_SECRET_KEY"] = new SecretText(secrets.SecretKey);
        tokens["JWT_SIGNING_ALGORITHM"] = "RS512";
        tokens["JWT_PRIVATE_SIGNING_JWK"] = new SecretText(secrets.JwtKey, SecretForm.PrivateJwk);
        tokens["JWT_PUBLIC_SIGNING_JWK_SET"] = new SecretText(secrets.JwtKey, SecretForm.PublicJwkSet);
        tokens["JWT_ISSUERS"] = List(new SettingsMap
        {
            ["ISSUER"] = Issuer(context),
            ["AUDIENCE"] = Audience,
            ["SECRET_KEY"] = new SecretText(secrets.SecretKey),
        });
    }
}
