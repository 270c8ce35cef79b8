namespace Devstack.OpenEdx.Configuration;

/// <summary>A MySQL server of your own. Section <c>external.mysql</c>; port 3306, user <c>openedx</c> unless said.</summary>
public sealed class ExternalMySqlOptions : ExternalServerOptions
{
    /// <summary>The database of the platform. Default <c>openedx</c>, as Tutor; a native installation has <c>edxapp</c>.</summary>
    public string Database { get; set; } = "openedx";

    /// <summary>Who may create databases and users there; the password is the secret <c>external-mysql-admin-password</c>. Default none:
    /// they have to be there, and the start says the SQL that makes them.</summary>
    public string? AdminUser { get; set; }
}
