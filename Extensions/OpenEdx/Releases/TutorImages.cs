using Devstack.Hosting.Containers.Images;

namespace Devstack.OpenEdx.Releases;

/// <summary>The images of a release that Tutor publishes and pins: the only ones of named releases that are still built.</summary>
internal static class TutorImages
{
    // Tutor has a relay instead of a mail catcher; this is the image of the MailPit integration (CommunityToolkit 13).
    public static PulledImage Mail { get; } = ImageSource.Pull("docker.io/axllent/mailpit:v1.22.3");

    // overhangio/tutor, templates/config/defaults.yml: the same in all releases.
    private static PulledImage MailRelay { get; } = ImageSource.Pull("docker.io/devture/exim-relay:4.96-r1-0");

    /// <summary>The images of one version of Tutor.</summary>
    /// <param name="tutor">The version of Tutor, the tag of the platform's image.</param>
    /// <param name="versions">The versions of the data stores, which are the tags of their images.</param>
    /// <param name="search">Which engine it pins.</param>
    /// <param name="caddy">The version of Caddy.</param>
    /// <param name="services">Name and version of its plugins' images.</param>
    public static ReleaseImages Of(
        string tutor, ReleaseVersions versions, SearchEngine search, string caddy, params (string Name, string Version)[] services) => new()
        {
            OpenEdx = ImageSource.Pull($"docker.io/overhangio/openedx:{tutor}"),
            MySql = ImageSource.Pull($"docker.io/library/mysql:{versions.MySql}"),
            MongoDB = ImageSource.Pull($"docker.io/library/mongo:{versions.MongoDB}"),
            Redis = ImageSource.Pull($"docker.io/library/redis:{versions.Redis}"),
            Search = ImageSource.Pull(search == SearchEngine.Meilisearch
                ? $"docker.io/getmeili/meilisearch:v{versions.Search}"
                : $"docker.io/library/elasticsearch:{versions.Search}"),
            Mail = Mail,
            MailRelay = MailRelay,
            Caddy = ImageSource.Pull($"docker.io/library/caddy:{caddy}"),
            Services = Named(services, search),
        };

    /// <summary>Adds the sandbox for course authors' Python, which eduNEXT publishes, and what loads its AppArmor profile.</summary>
    /// <remarks>
    /// eduNEXT/tutor-contrib-codejail, CHANGELOG.md and plugin.py: 21.0.1 is the newest, and <c>-v2</c> openedx/codejail-service. Sumac and Teak
    /// call it by the same request (<c>xmodule/capa/safe_exec/remote_exec.py</c>), and their own sandbox is Python 3.11 as well. Of eduNEXT's older
    /// images for those two (19.1.1, 20.1.0) none looks whether its sandbox is closed before it runs anything.
    /// </remarks>
    /// <param name="images">The images of the release.</param>
    public static ReleaseImages WithCodejail(this ReleaseImages images) => images with
    {
        Services = new Dictionary<string, ImageSource>(images.Services)
        {
            ["codejail"] = ImageSource.Pull("docker.io/ednxops/codejailservice:21.0.1-v2"),
            ["codejail-apparmor-loader"] = ImageSource.Pull("docker.io/ednxops/codejail_apparmor_loader:apparmor-4"),
        },
    };

    /// <summary>Adds Node.js with npm and with what npm packages are compiled with, for development servers of micro-frontends.</summary>
    /// <param name="images">The images of the release.</param>
    /// <param name="version">The major version that overhangio/tutor-mfe builds them with; also in the <c>.nvmrc</c> of their repositories.</param>
    public static ReleaseImages WithNode(this ReleaseImages images, string version) => images with
    {
        Services = new Dictionary<string, ImageSource>(images.Services)
        {
            ["node"] = ImageSource.Pull($"docker.io/library/node:{version}-bookworm"),
        },
    };

    /// <summary>Adds MinIO and its client, which makes buckets and users.</summary>
    /// <param name="images">The images of the release.</param>
    /// <remarks>overhangio/tutor-minio, plugin.py: the same from v18.0.0 to v20.0.0, the newest, and in its branches release and main.</remarks>
    public static ReleaseImages WithObjectStorage(this ReleaseImages images) => images with
    {
        Services = new Dictionary<string, ImageSource>(images.Services)
        {
            ["minio"] = ImageSource.Pull("docker.io/minio/minio:RELEASE.2022-03-26T06-49-28Z.hotfix.26ec6a857"),
            ["minio-mc"] = ImageSource.Pull("docker.io/minio/mc:RELEASE.2022-03-31T04-55-30Z"),
        },
    };

    private static Dictionary<string, ImageSource> Named((string Name, string Version)[] services, SearchEngine search)
    {
        var images = services.ToDictionary(
            service => service.Name,
            ImageSource (service) => ImageSource.Pull($"docker.io/overhangio/openedx-{service.Name}:{service.Version}"));
        if (search == SearchEngine.Meilisearch)
        {
            // Discovery still needs Elasticsearch: overhangio/tutor-discovery 19 to 22, plugin.py.
            images["elasticsearch"] = ImageSource.Pull("docker.io/library/elasticsearch:7.17.13");
        }

        return images;
    }
}
