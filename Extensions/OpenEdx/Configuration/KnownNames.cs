using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services.Additional;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The names that are keys of the user's maps: a wrong one is told with the nearest.</summary>
internal static class KnownNames
{
    /// <summary>The Django services, whose settings can be set.</summary>
    public static IReadOnlyList<string> DjangoServices { get; } =
        ["lms", "cms", .. ReleaseCatalog.All.SelectMany(release => release.Services).Distinct()];

    /// <summary>The services beside LMS and Studio that run Python packages of a person.</summary>
    public static IReadOnlyList<string> ServicesWithPackages { get; } = [.. ServiceCode.All.Select(service => service.Name)];

    /// <summary>What has a host name.</summary>
    public static IReadOnlyList<string> Hosts { get; } =
    [
        "lms", "cms", "apps", "preview", "mail", "meilisearch", ObjectStorageBuilderExtensions.FilesRoute,
        .. ReleaseCatalog.All.SelectMany(release => release.Services).Distinct(),
    ];

    /// <summary>What has a port on this machine.</summary>
    public static IReadOnlyList<string> Ports { get; } =
    [
        .. Hosts, "mysql", "mongodb", "redis", "elasticsearch", "lms-debugger", "cms-debugger", "lms-worker-debugger", "cms-worker-debugger",
        .. ReleaseCatalog.All.SelectMany(release => release.Services).Distinct().Select(service => $"{service}-debugger"),
        .. ServiceCode.All.SelectMany(service => service.Processes).Select(process => $"{process.Name}-debugger"),
        .. MicroFrontends.Select(frontend => $"{frontend}-debugger"),
    ];

    /// <summary>What is a container in one stack or another, whether it is on or off.</summary>
    public static IReadOnlyList<string> Containers { get; } =
    [
        "lms", "cms", "lms-worker", "cms-worker", "lms-beat", "mysql", "mongodb", "redis", "meilisearch", "elasticsearch", "mail", "proxy", "mfe",
        .. ServiceCode.All.SelectMany(service => service.Processes).Select(process => process.Name),
        .. ReleaseCatalog.All.SelectMany(release => release.Services).Distinct(),
        .. MicroFrontends,
    ];

    private static IEnumerable<string> MicroFrontends => ReleaseCatalog.All.SelectMany(release => release.TaggedMicroFrontends).Select(frontend => frontend.Name).Distinct();

    /// <summary>What runs several times side by side where it is published, and how often it does by itself: two web servers, so that an update takes one after the other.</summary>
    public static IReadOnlyDictionary<string, int> Scaled { get; } = new Dictionary<string, int> { ["lms"] = 2, ["cms"] = 2, ["lms-worker"] = 1, ["cms-worker"] = 1 };

    /// <summary>The secrets of servers, of the stack or of the user's own, whether this stack has them or not.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        "mysql-password", "mongodb-password", "redis-password", "meilisearch-masterKey", "minio-password",
        .. new[] { "mysql", "mongodb", "redis", "search", "smtp", "s3", "lrs" }.Select(SecretNames.OfServer), SecretNames.ExternalMySqlAdmin,
    ];
}
