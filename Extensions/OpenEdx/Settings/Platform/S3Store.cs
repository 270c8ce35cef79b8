using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.ObjectStorage;

namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The S3 store that takes the uploads: the stack's own, or one of the user's.</summary>
/// <param name="Url">Its address for browsers, and for which addresses of files are signed.</param>
/// <param name="AccessKey">Who logs in.</param>
/// <param name="SecretKey">The key that belongs to it; <see langword="null"/> without one.</param>
/// <param name="Backend">The class of Django's storages that works with it.</param>
internal sealed record S3Store(string Url, string AccessKey, ParameterResource? SecretKey, string Backend)
{
    /// <summary>The platform's access key in the stack's own store, as Tutor's (tutor.md 6.10).</summary>
    public const string AccessKeyOfTheStack = "openedx";

    // The module is django-storages', in all its versions of the releases.
    private const string OfTheUser = "storages.backends.s3boto3.S3Boto3Storage";
    private const string OfTheStack = "devstack_storage.S3Boto3Storage";

    /// <summary>The bucket of what has none of its own.</summary>
    public required string Files { get; init; }

    /// <summary>The bucket of what learners hand in.</summary>
    public required string Uploads { get; init; }

    /// <summary>The bucket of reports of grades.</summary>
    public required string Grades { get; init; }

    /// <summary>The bucket of content libraries, and the folder in it; empty for all of it.</summary>
    public required (string Bucket, string Folder) Learning { get; init; }

    /// <summary>Its region; <see langword="null"/> for none.</summary>
    public string? Region { get; init; }

    /// <summary>The store of a platform; <see langword="null"/> when its uploads lie on volumes.</summary>
    public static S3Store? Of(PlatformSettingsContext context)
    {
        var external = context.Options.External.S3;
        if (external.IsUsed)
        {
            var server = Server.External(context.Platform, "s3", external, external.Tls ? 443 : 80);
            return new($"{(server.Tls ? "https" : "http")}://{(external.Port is null ? server.Host : server.Address)}", server.User ?? "", server.Password, OfTheUser)
            {
                Files = external.Bucket,
                Uploads = external.Bucket,
                Grades = external.Bucket,
                Learning = (external.Bucket, "openedx-learning"),
                Region = external.Region,
            };
        }

        return context.Platform.ObjectStorage is not { } storage ? null : new(
            context.Sites[ObjectStorageBuilderExtensions.FilesRoute].Url, AccessKeyOfTheStack, storage.SecretKey, OfTheStack)
        {
            Files = Buckets.Files,
            Uploads = Buckets.Uploads,
            Grades = Buckets.Grades,
            Learning = (Buckets.Learning, ""),
        };
    }
}
