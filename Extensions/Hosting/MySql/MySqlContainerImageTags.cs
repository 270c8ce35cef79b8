namespace Aspire.Hosting.MySql;

internal static class MySqlContainerImageTags
{
    /// <summary>docker.io</summary>
    public const string Registry = "docker.io";

    /// <summary>library/mysql</summary>
    public const string Image = "library/mysql";

    /// <summary>9.7</summary>
    public const string Tag = "9.7";

    /// <summary>library/phpmyadmin</summary>
    public const string PhpMyAdminImage = "library/phpmyadmin";

    /// <summary>5.2</summary>
    public const string PhpMyAdminTag = "5.2";
}
