using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Jobs;
using Devstack.OpenEdx.Production;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Devstack.OpenEdx.Services.ObjectStorage;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx;

/// <summary>Adds an S3 store of its own to a platform.</summary>
public static class ObjectStorageBuilderExtensions
{
    /// <summary>The site where browsers load and store files.</summary>
    internal const string FilesRoute = "files";

    private const string Administrator = "admin";
    private const string Client = "minio-mc";
    private const string PolicyFolder = "/devstack/policies";
    private const string CreateBuckets = "create-buckets.sh";

    // MinIO's own ports, and those of Tutor's plugin.
    private const int S3Port = 9000;
    private const int ConsolePort = 9001;
    private const int User = 1000;

    /// <summary>Adds MinIO, where the part <c>minio</c> is on and no S3 store of one's own is named: uploads of LMS and Studio lie in it.</summary>
    /// <param name="platform">The platform, before its services are added.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">LMS, Studio or workers are there already: they would know nothing of it.</exception>
    public static IResourceBuilder<OpenEdxResource> AddObjectStorage(
        this IResourceBuilder<OpenEdxResource> platform, [ResourceName] string name = StackParts.ObjectStorage)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var (builder, resource) = (platform.ApplicationBuilder, platform.Resource);
        if (!resource.Runs(StackParts.ObjectStorage) || resource.Options.External.S3.IsUsed)
        {
            return platform;
        }

        if (builder.Resources.OfType<ContainerResource>().Any(container => container.HasAnnotationOfType<PlatformVariantAnnotation>()))
        {
            throw new InvalidOperationException($"'{resource.Name}' has services already, which would know nothing of '{name}'. Call AddObjectStorage before AddLms.");
        }

        var storage = new ObjectStorageResource(name, resource)
        {
            AdminPassword = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true)
                .Resource.For(new("MinIO's administrator, admin")),
            SecretKey = resource.Secrets.Password($"{name}-secret-key", length: 40).For(new("the platform's user in MinIO: its secret key")),
        };
        resource.ObjectStorage = storage;
        AddServer(builder, storage, resource.Sites.Claim(FilesRoute, S3Port));
        storage.Buckets = AddBuckets(platform, storage);
        return platform;
    }

    /// <summary>Lets a container of the platform work with the store.</summary>
    internal static IResourceBuilder<T> WithObjectStorage<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource
    {
        if (platform.ObjectStorage is not { } storage)
        {
            return builder;
        }

        builder.WithEnvironment("DEVSTACK_S3_URL", UrlOf(storage))
            .WithTextFile($"{PlatformContainers.OwnFolder}/devstack_storage.py", () => PlatformContainers.Source("devstack_storage.py"))
            .WhenPublished(published => published.ConnectsTo(storage));
        return builder;
    }

    /// <summary>Lets a container that takes uploads wait until there is a place for them.</summary>
    internal static IResourceBuilder<T> WaitForBuckets<T>(this IResourceBuilder<T> builder, OpenEdxResource platform)
        where T : ContainerResource => builder.WaitForJobIfAny(platform.ObjectStorage?.Buckets);

    /// <summary>Where containers reach it.</summary>
    internal static string UrlOf(ObjectStorageResource storage) => $"http://{AddressOf(storage)}";

    private static void AddServer(IDistributedApplicationBuilder builder, ObjectStorageResource storage, Site site)
    {
        var (platform, development) = (storage.Parent, builder.ExecutionContext.IsRunMode);
        // A signature holds for one address: in a devstack the platform's containers reach it by the one that browsers use.
        var port = development ? site.Port : S3Port;
        var password = SecretFileAnnotation.PathOf(storage.AdminPassword);
        var server = builder.AddResource(storage)
            .WithImage(platform.Release.Images.Services[StackParts.ObjectStorage], platform.Images)
            .WithIconName("Archive")
            .WithSize(Size.ObjectStorage)
            .WithVolume($"{platform.Name}-{storage.Name}-data", "/data")
            .WithSecretFile(storage.AdminPassword, User)
            .WithEnvironment("MINIO_ROOT_USER", Administrator)
            .WithEntrypoint("/bin/sh")
            // The image's own variable for a file isn't read by each of its versions; a variable of the process is no part of the container's description.
            .WithArgs("-c", string.Create(CultureInfo.InvariantCulture, $"MINIO_ROOT_PASSWORD=\"$(cat {password})\" exec minio server --address :{port} --console-address :{ConsolePort} /data"))
            .WithHttpEndpoint(targetPort: port, name: ObjectStorageResource.S3EndpointName)
            .WithHttpEndpoint(targetPort: ConsolePort, name: ObjectStorageResource.ConsoleEndpointName)
            .WithUrlForEndpoint(ObjectStorageResource.S3EndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithUrlForEndpoint(ObjectStorageResource.ConsoleEndpointName, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithAnnotation(new NetworkPurposeAnnotation("store"))
            .WhenPublished(published => published.WithUser(User).WithReadOnlyRoot("/tmp").WithCapabilities());
        server.WithProbe(new(ProbeKind.Readiness, new HttpProbe(storage.S3Endpoint, "/minio/health/ready")));
        if (development)
        {
            server.WithContainerRuntimeArgs("--network-alias", site.Host)
                .WithUrl(platform.Sites.Claim(storage.Name, ConsolePort).Url, "MinIO");
        }
    }

    private static PlatformJobResource AddBuckets(IResourceBuilder<OpenEdxResource> platform, ObjectStorageResource storage)
    {
        var resource = platform.Resource;
        return platform.ApplicationBuilder.AddResource(new PlatformJobResource($"{storage.Name}-buckets", resource))
            .WithImage(resource.Release.Images.Services[Client], resource.Images)
            .WithIconName("ClipboardTask")
            .WhenPublished(published => published.WithUser(User).WithReadOnlyRoot("/tmp").WithCapabilities())
            .WithEnvironment("ADDRESS", AddressOf(storage))
            .WithEnvironment("BUCKETS", string.Join(' ', Buckets.All))
            .WithEnvironment("POLICIES", PolicyFolder)
            .WithEnvironment("ADMIN_USER", Administrator)
            .WithEnvironment("ADMIN_PASSWORD_FILE", SecretFileAnnotation.PathOf(storage.AdminPassword))
            .WithEnvironment("ACCESS_KEY", Settings.Platform.S3Store.AccessKeyOfTheStack)
            .WithEnvironment("SECRET_KEY_FILE", SecretFileAnnotation.PathOf(storage.SecretKey))
            .WithSecretFile(storage.AdminPassword, User)
            .WithSecretFile(storage.SecretKey, User)
            .WithTextFile($"{PolicyFolder}/user.json", () => Buckets.UserPolicy)
            .WithTextFile($"{PolicyFolder}/{Buckets.Files}.json", () => Buckets.PublicPolicy)
            // WaitFor would also wait for the server's parent, whose children both are.
            .WithAnnotation(new WaitAnnotation(storage, WaitType.WaitUntilHealthy))
            .AsJob(new(["sh", "-c", Script]) { Check = ["sh", "-c", Script, CreateBuckets, "check"] })
            .Resource;
    }

    private static string AddressOf(ObjectStorageResource storage) => string.Create(
        CultureInfo.InvariantCulture, $"{storage.Name}:{storage.S3Endpoint.EndpointAnnotation.TargetPort}");

    private static string Script => field ??= PlatformContainers.Source(CreateBuckets);
}
