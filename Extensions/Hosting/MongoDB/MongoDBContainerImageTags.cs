namespace Aspire.Hosting.MongoDB;

internal static class MongoDBContainerImageTags
{
    /// <summary>docker.io</summary>
    public const string Registry = "docker.io";

    /// <summary>library/mongo</summary>
    public const string Image = "library/mongo";

    /// <summary>8.3</summary>
    public const string Tag = "8.3";

    /// <summary>library/mongo-express</summary>
    public const string MongoExpressImage = "library/mongo-express";

    /// <summary>1.0</summary>
    public const string MongoExpressTag = "1.0";
}
