using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx.Services.Additional;

/// <summary>A Django service beside LMS and Studio.</summary>
/// <param name="name">The resource's name, also that of its database, its database user and its host below the LMS's.</param>
/// <param name="platform">The platform that it belongs to.</param>
/// <param name="definition">What it is made of.</param>
/// <param name="site">Where browsers reach it.</param>
public sealed class OpenEdxServiceResource(string name, OpenEdxResource platform, OpenEdxService definition, Site site) : ContainerResource(name), IResourceWithParent<OpenEdxResource>
{
    /// <inheritdoc/>
    public OpenEdxResource Parent { get; } = platform;

    /// <summary>What it is made of.</summary>
    public OpenEdxService Definition { get; } = definition;

    /// <summary>Where browsers reach it; its address inside the stack when it isn't public.</summary>
    public Site Site { get; } = site;

    /// <summary>Whether it has a host name, and a route that leads to it.</summary>
    public bool IsPublic => Definition.DevelopmentPort is not null;

    /// <summary>Where it answers; the address is known once the container runs.</summary>
    public EndpointReference HttpEndpoint => field ??= new(this, PlatformWebService.HttpEndpointName);

    /// <summary>The address for other containers, for example <c>http://notes:8000</c>.</summary>
    public string InternalUrl => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"http://{Name}:{Definition.Port}");

    /// <summary>Django's <c>SECRET_KEY</c>.</summary>
    public required ParameterResource SecretKey { get; init; }

    /// <summary>The password of its user in MySQL; <see langword="null"/> when it has no database.</summary>
    public ParameterResource? MySqlPassword { get; init; }

    /// <summary>The secret of its OAuth applications; <see langword="null"/> when it has none.</summary>
    public ParameterResource? OAuthSecret { get; init; }

    /// <summary>A secret of its own.</summary>
    /// <param name="name">Its name in <see cref="OpenEdxService.Secrets"/>.</param>
    public ParameterResource Secret(string name) => OwnSecrets[name];

    /// <summary>The job that makes its tables; <see langword="null"/> when it has no database.</summary>
    internal Jobs.PlatformJobResource? Migrations { get; set; }

    /// <summary>Its jobs that call others, with whom they call.</summary>
    internal IList<(Jobs.PlatformJobResource Job, IReadOnlyList<string> Calls)> CallsOfJobs { get; } = [];

    /// <summary>Its own secrets by their names.</summary>
    internal IReadOnlyDictionary<string, ParameterResource> OwnSecrets { get; init; } = new Dictionary<string, ParameterResource>();
}

/// <summary>A process of a service beside its web server.</summary>
/// <param name="name">The resource's name.</param>
/// <param name="service">Whose process it is.</param>
public sealed class OpenEdxServiceProcessResource(string name, OpenEdxServiceResource service) : ContainerResource(name), IResourceWithParent<OpenEdxServiceResource>
{
    /// <inheritdoc/>
    public OpenEdxServiceResource Parent { get; } = service;
}
