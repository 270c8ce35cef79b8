using Devstack.OpenEdx.Settings.Platform;

namespace Devstack.OpenEdx.Services.ObjectStorage;

/// <summary>The buckets of a platform's own store, by the names of Tutor's plugin minio (overhangio/tutor-minio v20.0.0, plugin.py): what it has stored can be copied as it is.</summary>
internal static class Buckets
{
    /// <summary>What has no bucket of its own: avatars, pictures of videos, exported courses.</summary>
    public const string Files = "openedx";

    /// <summary>What learners hand in (ORA2).</summary>
    public const string Uploads = "openedxuploads";

    /// <summary>Reports of grades.</summary>
    public const string Grades = "openedxgrades";

    /// <summary>Files of content libraries.</summary>
    public const string Learning = "openedxlearning";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Files, Uploads, Grades, Learning];

    /// <summary>What everyone may read, as a policy of S3 for the bucket <see cref="Files"/>: avatars whose names one knows, and no list of them.</summary>
    public static string PublicPolicy => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {"AWS": ["*"]},
              "Action": ["s3:GetObject"],
              "Resource": ["arn:aws:s3:::{{Files}}/{{ObjectStore.AvatarsFolder}}*"]
            }
          ]
        }

        """;

    /// <summary>What the platform's user may do: work with files in its buckets. Buckets themselves are the administrator's.</summary>
    public static string UserPolicy => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Effect": "Allow",
              "Action": ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
              "Resource": [{{Resources("")}}]
            },
            {
              "Effect": "Allow",
              "Action": ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload"],
              "Resource": [{{Resources("/*")}}]
            }
          ]
        }

        """;

    private static string Resources(string what) => string.Join(", ", All.Select(bucket => $"\"arn:aws:s3:::{bucket}{what}\""));
}
