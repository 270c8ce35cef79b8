using Microsoft.Extensions.Configuration;

namespace Devstack.OpenEdx.Configuration;

/// <summary>Servers of your own instead of containers. Section <c>external</c>; a server counts when its <c>host</c> is set.
/// Passwords and keys are parameters and never stand here.</summary>
public sealed class ExternalOptions
{
    /// <summary>MySQL 8, for the platform and the services around it.</summary>
    [ConfigurationKeyName("mysql")]
    public ExternalMySqlOptions MySql { get; set; } = new();

    /// <summary>MongoDB: courses, and discussions until Ulmo.</summary>
    [ConfigurationKeyName("mongodb")]
    public ExternalMongoDBOptions MongoDB { get; set; } = new();

    /// <summary>Redis: cache and task queue.</summary>
    public ExternalRedisOptions Redis { get; set; } = new();

    /// <summary>Meilisearch, or Elasticsearch until Redwood.</summary>
    public ExternalSearchOptions Search { get; set; } = new();

    /// <summary>The server that sends e-mails.</summary>
    public ExternalSmtpOptions Smtp { get; set; } = new();

    /// <summary>The sandbox for course authors' Python.</summary>
    public ExternalCodejailOptions Codejail { get; set; } = new();

    /// <summary>A learning record store, to which the platform sends what learners do.</summary>
    public ExternalLrsOptions Lrs { get; set; } = new();

    /// <summary>An S3 store for uploads.</summary>
    [ConfigurationKeyName("s3")]
    public ExternalS3Options S3 { get; set; } = new();
}
