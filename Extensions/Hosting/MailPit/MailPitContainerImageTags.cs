namespace CommunityToolkit.Aspire.Hosting.MailPit;

internal static class MailPitContainerImageTags
{
    /// <summary>docker.io</summary>
    public const string Registry = "docker.io";

    /// <summary>axllent/mailpit</summary>
    public const string Image = "axllent/mailpit";

    /// <summary>v1.22.3</summary>
    public const string Tag = "v1.22.3";
}
