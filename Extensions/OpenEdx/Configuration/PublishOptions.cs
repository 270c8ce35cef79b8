namespace Devstack.OpenEdx.Configuration;

/// <summary>What only a published platform has. Section <c>publish</c>.</summary>
public sealed class PublishOptions
{
    /// <summary>The schedule of what never runs.</summary>
    internal const string Off = "off";

    /// <summary>Where the encryption of the sites ends. Default <c>automatic</c>: the proxy gets certificates by itself, for which
    /// the host names have to lead to the server, and ports 80 and 443 have to be reached from the internet.</summary>
    public TlsMode Tls { get; set; }

    /// <summary>The server's port for HTTP. Default 80.</summary>
    [Number("a port", 1, 65535)]
    public int HttpPort { get; set; } = 80;

    /// <summary>The server's port for HTTPS. Default 443.</summary>
    [Number("a port", 1, 65535)]
    public int HttpsPort { get; set; } = 443;

    /// <summary>How many containers run side by side, by service: <c>lms</c>, <c>cms</c>, <c>lms-worker</c>, <c>cms-worker</c>.
    /// Default 2 for the first two, so that an update takes one after the other, and 1 for the workers.</summary>
    [KeysAreNames]
    [Number("a number of containers", 1, 100)]
    public IDictionary<string, int> Replicas { get; set; } = new Dictionary<string, int>();

    /// <summary>Whether e-mails end in the mail catcher, as in a devstack, for a server on which nobody is written to. Default
    /// <c>false</c>: they go to <c>external.smtp</c>, else a relay delivers them.</summary>
    public bool MailCatcher { get; set; }

    /// <summary>When the databases are copied into a volume of their own: the five fields of a cron table, in UTC; <c>off</c> for
    /// never. Default <c>30 2 * * *</c>. Kubernetes does it by itself; on a server it is a line of cron. Databases of your own aren't copied.</summary>
    [Text("a schedule such as '30 2 * * *', or 'off'", "^(off|[0-9*/,-]+( [0-9A-Za-z*/,-]+){4})$")]
    public string Backup { get; set; } = "30 2 * * *";

    /// <summary>How many copies are kept. Default 7.</summary>
    [Number("a number of copies", 1, 1000)]
    public int KeepBackups { get; set; } = 7;

    /// <summary>When management commands run that a platform needs again and again, by name: <c>expired-tokens</c>, <c>expired-notifications</c>,
    /// <c>scheduled-emails</c>, <c>programs-cache</c>, <c>saml-metadata</c>, <c>discovery-refresh</c>, <c>credentials-catalogue</c>; the five fields of a cron table, in UTC, or <c>off</c>. Default: each at a
    /// time of its own. Kubernetes does it by itself; on a server they are lines of cron.</summary>
    [KeysAreNames]
    [Text("a schedule such as '30 2 * * *', or 'off'", "^(off|[0-9*/,-]+( [0-9A-Za-z*/,-]+){4})$")]
    public IDictionary<string, string> Schedules { get; set; } = new Dictionary<string, string>();

    /// <summary>Whether LMS, Studio, the services beside them and their jobs write only into their volumes and <c>/tmp</c>. Default
    /// <c>true</c>; <c>false</c> where a plugin writes into the image's own folders, and ends with "Read-only file system".</summary>
    public bool ReadOnlyRoot { get; set; } = true;

    /// <summary>What only a cluster has.</summary>
    public KubernetesOptions Kubernetes { get; set; } = new();
}

/// <summary>Where the encryption of a published platform's sites ends.</summary>
public enum TlsMode
{
    /// <summary>The proxy gets certificates from a public authority and renews them.</summary>
    Automatic,

    /// <summary>The proxy signs certificates itself; browsers warn until they know its authority.</summary>
    Internal,

    /// <summary>Another proxy before the server speaks TLS, and passes requests on as plain HTTP with <c>X-Forwarded-*</c>.</summary>
    External,

    /// <summary>Plain HTTP, for tests.</summary>
    None,
}
