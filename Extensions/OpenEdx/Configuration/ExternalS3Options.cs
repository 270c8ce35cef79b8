namespace Devstack.OpenEdx.Configuration;

/// <summary>An S3 store of your own. Section <c>external.s3</c>; <c>user</c> is the access key, the other key is a parameter.</summary>
public sealed class ExternalS3Options : ExternalServerOptions
{
    /// <summary>The bucket for uploads. Default <c>openedx</c>.</summary>
    public string Bucket { get; set; } = "openedx";

    /// <summary>The region. Default none: the store has none.</summary>
    public string? Region { get; set; }
}
