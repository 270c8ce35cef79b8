using Devstack.Compose;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Probes;
using Devstack.Kubernetes;

var builder = DistributedApplication.CreateBuilder(args);

// What a shop keeps.
var mysql = builder.AddMySql("mysql").WithDataVolume();
var orders = mysql.AddDatabase("orders");
var cache = builder.AddRedis("cache");

// The shop: its tables first, then itself.
var tables = builder.AddDockerfile("tables", "shop", stage: "tables")
    .WithReference(orders)
    .WaitFor(orders)
    .WithEntrypoint("/bin/sh")
    .WithArgs("/shop/tables.sh");
var shop = builder.AddDockerfile("shop", "shop")
    .WithHttpEndpoint(targetPort: 8000)
    .WithHttpHealthCheck("/health")
    .WithReference(orders)
    .WithReference(cache)
    .WithUser(1000)
    .WaitFor(cache)
    .WaitForCompletion(tables);

// The door.
var domain = builder.AddParameter("domain", "localhost", publishValueAsDefault: true).WithDescription("The host name of the shop.");
builder.AddContainer("proxy", "docker.io/library/caddy", "2.10")
    .WithHttpEndpoint(port: 80, targetPort: 80)
    .WithHttpsEndpoint(port: 443, targetPort: 443)
    .WithExternalHttpEndpoints()
    .WithEnvironment("DOMAIN", domain)
    .WithBindMount("Caddyfile", "/etc/caddy/Caddyfile", isReadOnly: true)
    .WithVolume("proxy-data", "/data")
    .WithRoute(ReferenceExpression.Create($"{domain}"), shop.GetEndpoint("http"))
    .WithReadiness("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:2019/config/") // answers when all sites do
    .WaitFor(shop);

// Where it goes when it is published.
builder.AddComposeTarget("compose");
builder.AddKubernetesTarget("kubernetes");

builder.Build().Run();
