using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Services.ObjectStorage;

/// <summary>MinIO: the stack's own S3 store, where the uploads of a platform lie instead of on volumes of its containers.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="platform">The platform that it belongs to.</param>
public sealed class ObjectStorageResource(string name, OpenEdxResource platform) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    internal const string S3EndpointName = "s3";
    internal const string ConsoleEndpointName = "console";

    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <summary>Where S3 answers; the address is known once the container runs.</summary>
    public EndpointReference S3Endpoint => field ??= new(this, S3EndpointName);

    /// <summary>Where its own pages for people answer.</summary>
    public EndpointReference ConsoleEndpoint => field ??= new(this, ConsoleEndpointName);

    /// <summary>The password of its administrator, <c>admin</c>.</summary>
    public required ParameterResource AdminPassword { get; init; }

    /// <summary>The secret key of the platform's own user, whose access key is <c>openedx</c>.</summary>
    public required ParameterResource SecretKey { get; init; }

    /// <summary>The job that makes the buckets and the platform's user.</summary>
    internal Jobs.PlatformJobResource? Buckets { get; set; }
}
