namespace Devstack.OpenEdx.Configuration;

/// <summary>A mail server of your own. Section <c>external.smtp</c>; port 25, or 587 with <c>tls</c> (STARTTLS), unless said.</summary>
public sealed class ExternalSmtpOptions : ExternalServerOptions
{
    /// <summary>Whether TLS starts with the connection, usual on port 465, instead of by STARTTLS. Default <c>false</c>.</summary>
    public bool ImplicitTls { get; set; }
}
