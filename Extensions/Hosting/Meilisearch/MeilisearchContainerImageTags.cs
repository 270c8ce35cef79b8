namespace CommunityToolkit.Aspire.Hosting.Meilisearch;

internal static class MeilisearchContainerImageTags
{
    /// <summary>docker.io</summary>
    public const string Registry = "docker.io";

    /// <summary>getmeili/meilisearch</summary>
    public const string Image = "getmeili/meilisearch";

    /// <summary>v1.21</summary>
    public const string Tag = "v1.21";
}
