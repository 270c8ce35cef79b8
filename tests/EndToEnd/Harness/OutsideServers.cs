using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Xunit;

namespace Devstack.EndToEnd.Harness;

/// <summary>Servers that belong to no stack: plain containers with ports on this machine. All but the mail server speak TLS alone.</summary>
/// <param name="folder">Where the files for both sides lie.</param>
internal sealed class OutsideServers(string folder) : IAsyncDisposable
{
    /// <summary>What a container calls this machine.</summary>
    public const string Host = "host.docker.internal";

    /// <summary>Who logs in to MongoDB, and to S3.</summary>
    public const string User = "outsider";

    /// <summary>The bucket.</summary>
    public const string Bucket = "courses";

    private const string Prefix = "devstack-e2e-outside";

    private static readonly string[] All = ["mysql", "redis", "smtp", "mongodb", "search", "s3"];

    private readonly Dictionary<string, int> _ports = All.Append("mails").ToDictionary(server => server, _ => FreePort());

    private X509Certificate2? _authority;

    public string AuthorityFile { get; } = Path.Combine(folder, "ca.pem");

    /// <summary>The administrator's password in MySQL.</summary>
    public string RootPassword { get; } = NewPassword();

    public string RedisPassword { get; } = NewPassword();

    public string MongoDBPassword { get; } = NewPassword();

    /// <summary>The key of all keys of the search server.</summary>
    public string SearchMasterKey { get; } = NewPassword();

    public string S3SecretKey { get; } = NewPassword();

    /// <summary>Asks them as a browser on this machine that trusts their authority, by whatever name.</summary>
    public HttpClient Http => field ??= new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { _authority! },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });

    public int PortOf(string server) => _ports[server];

    /// <summary>The container of a server.</summary>
    public static string NameOf(string server) => $"{Prefix}-{server}";

    /// <param name="images">The image of each: <c>mysql</c>, <c>redis</c>, <c>mail</c>, <c>mongodb</c>, <c>meilisearch</c>, <c>minio</c>.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string> images)
    {
        WriteCertificates();
        await RemoveAsync();
        await CreateAsync("mysql", images["mysql"], ["--publish", $"{PortOf("mysql")}:3306", "--env", $"MYSQL_ROOT_PASSWORD={RootPassword}"],
            ["mysqld", "--require-secure-transport=ON", "--ssl-ca=/tls/ca.pem", "--ssl-cert=/tls/server.pem", "--ssl-key=/tls/server.key"]);
        await CreateAsync("redis", images["redis"], ["--publish", $"{PortOf("redis")}:6379"],
            ["redis-server", "--port", "0", "--tls-port", "6379", "--tls-auth-clients", "no", "--tls-ca-cert-file", "/tls/ca.pem",
            "--tls-cert-file", "/tls/server.pem", "--tls-key-file", "/tls/server.key", "--requirepass", RedisPassword]);
        await CreateAsync("smtp", images["mail"], ["--publish", $"{PortOf("smtp")}:1025", "--publish", $"{PortOf("mails")}:8025"], []);
        await CreateAsync("mongodb", images["mongodb"],
            ["--publish", $"{PortOf("mongodb")}:27017", "--env", $"MONGO_INITDB_ROOT_USERNAME={User}", "--env", $"MONGO_INITDB_ROOT_PASSWORD={MongoDBPassword}"],
            ["mongod", "--tlsMode", "requireTLS", "--tlsCertificateKeyFile", "/tls/both.pem"]);
        await CreateAsync("search", images["meilisearch"],
            ["--publish", $"{PortOf("search")}:7700", "--env", $"MEILI_MASTER_KEY={SearchMasterKey}",
            "--env", "MEILI_SSL_CERT_PATH=/tls/server.pem", "--env", "MEILI_SSL_KEY_PATH=/tls/server.key"], []);
        await CreateAsync("s3", images["minio"],
            ["--publish", $"{PortOf("s3")}:9000", "--env", "MINIO_ROOT_USER=admin", "--env", $"MINIO_ROOT_PASSWORD={RootPassword}"],
            ["minio", "server", "--certs-dir", "/tls", "/data"]);
    }

    /// <summary>Makes a key for the indexes of one platform, as an administrator does.</summary>
    public async Task<string> MakeSearchKeyAsync(string indexes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, SearchUrl("/keys"))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", SearchMasterKey) },
            Content = JsonContent.Create(new { name = "courses", actions = new[] { "*" }, indexes = new[] { indexes }, expiresAt = (string?)null }),
        };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("key").GetString()!;
    }

    /// <summary>What the search server says to its administrator.</summary>
    public async Task<JsonElement> AskSearchAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, SearchUrl(path)) { Headers = { Authorization = new("Bearer", SearchMasterKey) } };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }

    /// <summary>What a command says to the administrator of MongoDB.</summary>
    public Task<string> AskMongoDBAsync(string expression) => MiniatureStack.ExecuteAsync(
        "docker", "exec", NameOf("mongodb"), "mongosh", "--quiet", "--host", "localhost", "--tls", "--tlsCAFile", "/tls/ca.pem",
        "--username", User, "--password", MongoDBPassword, "--authenticationDatabase", "admin", "--eval", expression);

    /// <summary>Makes the bucket, what everyone may read of it, and a user for it, as docs/external-datastores.md says they are to be.</summary>
    public async Task MakeBucketAsync()
    {
        const string User = $$"""{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:*"], "Resource": ["arn:aws:s3:::{{Bucket}}", "arn:aws:s3:::{{Bucket}}/*"]}]}""";
        const string Everyone = $$"""{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::{{Bucket}}/openedx/media/profile-images/*"]}]}""";
        await InS3Async($"""
            mc mb it/{Bucket}
            echo '{User}' >/tmp/user.json; echo '{Everyone}' >/tmp/everyone.json
            mc anonymous set-json /tmp/everyone.json it/{Bucket}
            printf '{OutsideServers.User}\n{S3SecretKey}\n' | mc admin user add it
            mc admin policy create it courses /tmp/user.json
            mc admin policy attach it courses --user {OutsideServers.User}
            """);
    }

    /// <summary>Runs a script with MinIO's client, for which the server is <c>it</c>.</summary>
    public Task<string> InS3Async(string script) => MiniatureStack.ExecuteAsync(
        "docker", "exec", "--env", "AWS_CA_BUNDLE=/tls/ca.pem", "--env", $"MC_HOST_it=https://admin:{RootPassword}@localhost:9000", NameOf("s3"), "sh", "-euc", script);

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync();
        Http.Dispose();
        _authority?.Dispose();
    }

    private Uri SearchUrl(string path) => new(string.Create(CultureInfo.InvariantCulture, $"https://localhost:{PortOf("search")}{path}"));

    private static async Task RemoveAsync()
    {
        foreach (var server in All)
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
        _authority = X509Certificate2.CreateFromPem(signer.ExportCertificatePem());
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        names.AddDnsName("localhost"); // for who looks into a server from its own container, or from this machine
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(signer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(signer, from, to, RandomNumberGenerator.GetBytes(8));

        var tls = Directory.CreateDirectory(Path.Combine(folder, "tls")).FullName;
        File.WriteAllText(AuthorityFile, signer.ExportCertificatePem());
        foreach (var (name, text) in new[]
        {
            ("ca.pem", signer.ExportCertificatePem()),
            ("server.pem", certificate.ExportCertificatePem()), ("server.key", key.ExportPkcs8PrivateKeyPem()),
            // As MongoDB wants it, and as MinIO does.
            ("both.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()),
            ("public.crt", certificate.ExportCertificatePem()), ("private.key", key.ExportPkcs8PrivateKeyPem()),
        })
        {
            var file = Path.Combine(tls, name);
            File.WriteAllText(file, text);
            // Read by the servers' own users.
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
