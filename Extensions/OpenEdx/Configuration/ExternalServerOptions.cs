namespace Devstack.OpenEdx.Configuration;

/// <summary>What is the same for every server of one's own.</summary>
public abstract class ExternalServerOptions
{
    /// <summary>Where it is: a host name or an address. Default none: a container of ours is used.</summary>
    [Text("a host name", "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$")]
    public string? Host { get; set; }

    /// <summary>Its port. Default none: the usual one of its kind.</summary>
    [Number("a port", 1, 65535)]
    public int? Port { get; set; }

    /// <summary>Who logs in. Default none: the usual one of its kind. The password is a parameter.</summary>
    public string? User { get; set; }

    /// <summary>Whether to speak TLS with it. Default <c>false</c>, as the servers themselves.</summary>
    public bool Tls { get; set; }

    /// <summary>A PEM file with the certificate authority that signed the server's certificate; relative to the file that names
    /// it. Default none: the authorities of the image.</summary>
    [RelativePath]
    public string? CaFile { get; set; }

    /// <summary>Whether it is used.</summary>
    public bool IsUsed => !string.IsNullOrEmpty(Host);
}
