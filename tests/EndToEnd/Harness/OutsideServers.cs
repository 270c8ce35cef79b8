using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Devstack.EndToEnd.Harness;

/// <summary>MySQL, Redis and SMTP servers that belong to no stack: plain containers with ports on this machine. MySQL and Redis speak TLS alone.</summary>
/// <param name="folder">Where the files for both sides lie.</param>
internal sealed class OutsideServers(string folder) : IAsyncDisposable
{
    /// <summary>What a container calls this machine.</summary>
    public const string Host = "host.docker.internal";

    private const string Prefix = "devstack-e2e-outside";

    private readonly Dictionary<string, int> _ports = new() { ["mysql"] = FreePort(), ["redis"] = FreePort(), ["smtp"] = FreePort(), ["mails"] = FreePort() };

    public string AuthorityFile { get; } = Path.Combine(folder, "ca.pem");

    /// <summary>The administrator's password in MySQL.</summary>
    public string RootPassword { get; } = NewPassword();

    public string RedisPassword { get; } = NewPassword();

    public int PortOf(string server) => _ports[server];

    /// <summary>The container of a server.</summary>
    public static string NameOf(string server) => $"{Prefix}-{server}";

    public async Task StartAsync(string mysqlImage, string redisImage, string mailImage)
    {
        WriteCertificates();
        await RemoveAsync();
        await CreateAsync("mysql", mysqlImage, ["--publish", $"{PortOf("mysql")}:3306", "--env", $"MYSQL_ROOT_PASSWORD={RootPassword}"],
            ["mysqld", "--require-secure-transport=ON", "--ssl-ca=/tls/ca.pem", "--ssl-cert=/tls/server.pem", "--ssl-key=/tls/server.key"]);
        await CreateAsync("redis", redisImage, ["--publish", $"{PortOf("redis")}:6379"],
            ["redis-server", "--port", "0", "--tls-port", "6379", "--tls-auth-clients", "no", "--tls-ca-cert-file", "/tls/ca.pem",
            "--tls-cert-file", "/tls/server.pem", "--tls-key-file", "/tls/server.key", "--requirepass", RedisPassword]);
        await CreateAsync("smtp", mailImage, ["--publish", $"{PortOf("smtp")}:1025", "--publish", $"{PortOf("mails")}:8025"], []);
    }

    public async ValueTask DisposeAsync() => await RemoveAsync();

    private static async Task RemoveAsync()
    {
        foreach (var server in new[] { "mysql", "redis", "smtp" })
        {
            // One that isn't there is no failure.
            await MiniatureStack.ExecuteAsync("sh", "-c", $"docker rm --force --volumes {NameOf(server)} >/dev/null 2>&1 || true");
        }
    }

    private async Task CreateAsync(string server, string image, string[] options, string[] command)
    {
        await MiniatureStack.ExecuteAsync("docker", ["create", "--name", NameOf(server), .. options, image, .. command]);
        await MiniatureStack.ExecuteAsync("docker", "cp", $"{Path.Combine(folder, "tls")}/.", $"{NameOf(server)}:/tls");
        await MiniatureStack.ExecuteAsync("docker", "start", NameOf(server));
    }

    private void WriteCertificates()
    {
        using var authorityKey = RSA.Create(2048);
        var authority = new CertificateRequest("CN=Outside", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, critical: false));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(2));
        using var signer = authority.CreateSelfSigned(from, to);
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(signer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(signer, from, to, RandomNumberGenerator.GetBytes(8));

        var tls = Directory.CreateDirectory(Path.Combine(folder, "tls")).FullName;
        File.WriteAllText(AuthorityFile, signer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(tls, "ca.pem"), signer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(tls, "server.pem"), certificate.ExportCertificatePem());
        // Read by the servers' own users.
        File.WriteAllText(Path.Combine(tls, "server.key"), key.ExportPkcs8PrivateKeyPem());
        foreach (var file in Directory.EnumerateFiles(tls))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }
    }

    private static string NewPassword() => Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
