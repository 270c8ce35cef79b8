using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Images;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services.Additional;
using Devstack.OpenEdx.Services.ObjectStorage;
using Devstack.OpenEdx.Settings;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx;

/// <summary>An Open edX platform: the resource that owns its services and jobs.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="options">What the user has set.</param>
/// <param name="release">The release.</param>
/// <param name="images">Names the images.</param>
/// <param name="sites">Where people reach it.</param>
/// <param name="secrets">Its secrets.</param>
public sealed class OpenEdxResource(
    string name, DevstackOptions options, Release release, ImageCatalog images, SiteMap sites, PlatformSecrets secrets) : Resource(name)
{
    /// <summary>What the user has set.</summary>
    public DevstackOptions Options { get; } = options;

    /// <summary>The release.</summary>
    public Release Release { get; } = release;

    /// <summary>Names the images.</summary>
    public ImageCatalog Images { get; } = images;

    /// <summary>Where people reach it: host names and ports.</summary>
    public SiteMap Sites { get; } = sites;

    /// <summary>Its secrets.</summary>
    public PlatformSecrets Secrets { get; } = secrets;

    /// <summary>Whether a part around LMS and Studio is on, see <see cref="StackParts"/>.</summary>
    /// <param name="part">Its name, for example <c>workers</c> or <c>notes</c>.</param>
    public bool Runs(string part) => StackParts.IsOn(Options, Release, part);

    /// <summary>The services beside LMS and Studio, in the order in which they were added.</summary>
    internal IList<OpenEdxServiceResource> Services { get; } = [];

    /// <summary>The names of all services that were added, also of those that are off.</summary>
    internal OwnNames OwnNames { get; } = new();

    /// <summary>The settings of LMS, Studio and the services beside them, once the model is whole.</summary>
    internal SettingsDocuments Settings { get; } = new();

    /// <summary>The MySQL server; <see langword="null"/> until <c>WithMySql</c>.</summary>
    public MySqlServerResource? MySql { get; internal set; }

    /// <summary>The MongoDB server; <see langword="null"/> until <c>WithMongoDB</c>.</summary>
    public MongoDBServerResource? MongoDB { get; internal set; }

    /// <summary>The Redis server; <see langword="null"/> until <c>WithRedis</c>.</summary>
    public RedisResource? Redis { get; internal set; }

    /// <summary>The search engine; <see langword="null"/> until <c>WithSearch</c>.</summary>
    public MeilisearchResource? Search { get; internal set; }

    /// <summary>The mail catcher; <see langword="null"/> until <c>WithMail</c>.</summary>
    public MailPitContainerResource? Mail { get; internal set; }

    /// <summary>The S3 store of the stack; <see langword="null"/> where the part <c>minio</c> is off, and until <c>AddObjectStorage</c>.</summary>
    public ObjectStorageResource? ObjectStorage { get; internal set; }
}
