namespace Aspire.Hosting.Elasticsearch;

internal static class ElasticsearchContainerImageTags
{
    /// <summary>docker.io</summary>
    public const string Registry = "docker.io";

    /// <summary>library/elasticsearch</summary>
    public const string Image = "library/elasticsearch";

    /// <summary>8.17.3</summary>
    public const string Tag = "8.17.3";
}
