namespace Devstack.OpenEdx.Configuration;

/// <summary>A search server of your own. Section <c>external.search</c>; port 7700 (Meilisearch) or 9200 (Elasticsearch) unless said.</summary>
public sealed class ExternalSearchOptions : ExternalServerOptions
{
    /// <summary>What the names of all indexes start with, so that installations share a server. Default <c>openedx_</c>.</summary>
    public string IndexPrefix { get; set; } = "openedx_";
}
