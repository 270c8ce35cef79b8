namespace Devstack.OpenEdx.Configuration;

/// <summary>A MongoDB server of your own. Section <c>external.mongodb</c>; port 27017, no user unless said.</summary>
public sealed class ExternalMongoDBOptions : ExternalServerOptions
{
    /// <summary>The database of courses. Default <c>openedx</c>, as Tutor; a native installation has <c>edxapp</c>.</summary>
    public string Database { get; set; } = "openedx";

    /// <summary>The database that knows the user. Default <c>admin</c>, as MongoDB.</summary>
    public string AuthSource { get; set; } = "admin";

    /// <summary>The name of its replica set. Default none: a single server.</summary>
    public string? ReplicaSet { get; set; }
}
