using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Configuration;

/// <summary>The parts around LMS and Studio, each of which can be on or off: keys of <see cref="DevstackOptions.Services"/>.</summary>
public static class StackParts
{
    /// <summary>The Celery workers. Without them tasks run in the request that starts them.</summary>
    public const string Workers = "workers";

    /// <summary>Celery's scheduler. Without it no task starts by itself.</summary>
    public const string Beat = "beat";

    /// <summary>The search engine. Without it courses are listed and not found by words.</summary>
    public const string Search = "search";

    /// <summary>The mail catcher. Without it e-mails are lines of the log.</summary>
    public const string Mail = "mail";

    /// <summary>The micro-frontends.</summary>
    public const string MicroFrontends = "mfe";

    /// <summary>An S3 store for uploads, MinIO. Without it they lie on volumes, or in the store that <c>external.s3</c> names.</summary>
    public const string ObjectStorage = "minio";

    private static readonly string[] Own = [Workers, Beat, Search, Mail];

    /// <summary>The parts that a release has.</summary>
    /// <param name="release">The release.</param>
    public static IReadOnlyList<string> Of(Release release)
    {
        ArgumentNullException.ThrowIfNull(release);
        string[] frontends = release.MicroFrontends.Count > 0 ? [MicroFrontends] : [];
        // A step of an upgrade migrates the platform's data; for what stood around it then there are no images to be named.
        return [.. Own, .. frontends, .. release.Support is ReleaseSupport.UpgradeOnly ? [] : release.Services];
    }

    /// <summary>Whether a part is on: what the user says of it, else the profile.</summary>
    /// <param name="options">What the user has set.</param>
    /// <param name="release">The release.</param>
    /// <param name="part">The part's name.</param>
    /// <returns><see langword="false"/> for a part that the release doesn't have.</returns>
    public static bool IsOn(DevstackOptions options, Release release, string part)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Of(release).Contains(part) && (options.Services.TryGetValue(part, out var own) ? own : options.Profile switch
        {
            // The one task that it has without plugins is a job, too.
            StackProfile.Full => part is not Beat,
            StackProfile.Minimal => part is Search or Mail,
            _ => part is Workers or Search or Mail || (part is MicroFrontends && release.HasMicroFrontendsByDefault),
        });
    }
}
