using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Jobs;
using Devstack.Hosting.Containers.Probes;
using Devstack.Hosting.Containers.Stacks;

namespace Devstack.Kubernetes.Tests;

/// <summary>A model with one of everything, of images that this machine has.</summary>
internal static class Shop
{
    public const string Database = "devstack/miniature-mysql";
    public const string Cache = "devstack/miniature-redis";
    public const string Proxy = "devstack/miniature-caddy";
    public const string Python = "devstack/miniature-mongodb";

    public static void Describe(IDistributedApplicationBuilder builder)
    {
        var domain = builder.AddParameter("domain", "shop.example.com", publishValueAsDefault: true).WithDescription("The host name of the shop.").Resource;
        var key = builder.AddParameter("signing-key", secret: true).WithSecretGenerator(new RsaKey()).Resource;

        var mysql = builder.AddMySql("mysql").WithImageRegistry(null).WithImage(Database, "dev").WithDataVolume();
        var orders = mysql.AddDatabase("orders");
        var cache = builder.AddRedis("cache").WithImageRegistry(null).WithImage(Cache, "dev");

        var migrate = builder.AddContainer("migrate", Database, "dev")
            .WithReference(orders)
            .WithEnvironment("SITE", $"https://{domain}/")
            .WaitFor(orders)
            .AsJob(new(["sh", "-c", "MYSQL_PWD=\"$ORDERS_PASSWORD\" mysql -h \"$ORDERS_HOST\" -u root orders -e 'CREATE TABLE IF NOT EXISTS t (id INT)' && echo \"migrated $ORDERS_URI\""])
            {
                Check = ["sh", "-c", "MYSQL_PWD=\"$ORDERS_PASSWORD\" mysql -h \"$ORDERS_HOST\" -u root orders -e 'SELECT id FROM t LIMIT 1'"],
            });
        builder.AddContainer("index", Database, "dev").WithUser(999).WaitFor(mysql).WaitForCompletion(migrate)
            .AsJob(new(["sh", "-c", "echo indexed"]));

        var web = builder.AddContainer("web", Python, "dev")
            .WithEntrypoint("python3")
            .WithArgs("-m", "http.server", "8000", "--directory", "/srv")
            .WithHttpEndpoint(targetPort: 8000)
            .WithTextFile("/srv/index.html", () => "<h1>Shop</h1>\n")
            .WithEnvironment("PRICE", "5 $ or ${FIVE} or $(SIX) or $$(SEVEN)")
            .WithEnvironment("SITE", $"https://{domain}/")
            .WithReference(cache)
            .WithSecretFile(key, 1000)
            .WithUser(1000)
            .WithReadOnlyRoot("/tmp")
            .WithVolume("uploads", "/uploads")
            .WithResourceLimits(new() { CpuLimit = 0.5, MemoryLimit = 256 << 20, MemoryRequest = 64 << 20 })
            .WithStopGracePeriod(TimeSpan.FromSeconds(3))
            .WithScaling(new(2, 6) { CpuPercent = 60 })
            .WaitFor(cache).WaitForCompletion(migrate);
        web.WithProbe(new(ProbeKind.Readiness, new HttpProbe(web.GetEndpoint("http"), "/")) { Interval = TimeSpan.FromSeconds(2), Timeout = TimeSpan.FromSeconds(30) });

        builder.AddContainer("worker", Python, "dev").WithUser(1000).WithEntrypoint("sleep").WithArgs("86400")
            .WithVolume("uploads", "/uploads")
            .WithScaling(new(1, 4) { Queues = [new(cache.GetEndpoint("tcp"), "orders", Length: 10, Password: cache.Resource.PasswordParameter)] })
            .WaitFor(cache).WaitForCompletion(migrate);
        builder.AddContainer("reports", Python, "dev").WithUser(1000).WithOptionalProfile("reports").WithEntrypoint("sleep").WithArgs("86400").WaitFor(mysql);
        builder.AddContainer("backup", Database, "dev").WithEntrypoint("sh").WithArgs("-c", "echo backed up").WithVolume("backups", "/backups").WithSchedule("30 3 * * *").AsBackupOf(mysql).WaitFor(mysql);

        builder.AddContainer("proxy", Proxy, "dev")
            .WithHttpEndpoint(port: 18080, targetPort: 80)
            .WithHttpsEndpoint(port: 18443, targetPort: 443)
            .WithExternalHttpEndpoints()
            .WithEnvironment("DOMAIN", domain)
            .WithTextFile("/etc/caddy/Caddyfile", () => "{$DOMAIN} {\n\treverse_proxy web:8000\n}\n")
            .WithVolume("proxy-data", "/data")
            .WithRoute(ReferenceExpression.Create($"{domain}"), web.GetEndpoint("http"))
            .WithRoute(ReferenceExpression.Create($"api.{domain}"), web.GetEndpoint("http"), "/v1")
            .WaitFor(web);
    }
}

/// <summary>Shorter words for tests.</summary>
internal static class JobsOfTests
{
    public static IResourceBuilder<ContainerResource> AsJobOf(this IResourceBuilder<ContainerResource> builder, params string[] command) => builder.AsJob(new(command));
}
