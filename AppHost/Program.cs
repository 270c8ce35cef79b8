using Devstack.CommandLine;
using Devstack.Compose;
using Devstack.Kubernetes;
using Devstack.OpenEdx;

// status, logs, stop and the other verbs that need no model end here.
if (await DevstackCommand.TryRunAsync(args) is { } exitCode)
{
    return exitCode;
}

var builder = DevstackCommand.CreateBuilder(args);

// Datastores: a container each.
var mysql = builder.AddMySql("mysql").WithDataVolume();
var mongodb = builder.AddMongoDB("mongodb").WithDataVolume();
var redis = builder.AddRedis("redis").WithDataVolume();
var search = builder.AddMeilisearch("meilisearch").WithDataVolume();
var mail = builder.AddMailPit("mail");

// The platform: LMS, Studio, their workers, and the jobs that prepare them.
var openedx = builder.AddOpenEdx("openedx")
    .WithMySql(mysql).WithMongoDB(mongodb).WithRedis(redis).WithSearch(search).WithMail(mail);
openedx.AddObjectStorage();
openedx.AddLms().WithLiveReload().WithDebugger();
openedx.AddCms().WithLiveReload().WithDebugger();
openedx.AddWorkers();
openedx.AddBeat();
openedx.AddSchedules();
openedx.AddEventRouting();
openedx.AddAssetWatchers();

// What stands around it, as far as it is on.
openedx.AddMicroFrontends();
openedx.AddCodejail();
openedx.AddNotes();
openedx.AddXQueue();
openedx.AddDiscovery();
openedx.AddCredentials();
openedx.AddEcommerce();
openedx.AddWebProxy();

// Where it goes when it is published.
builder.AddComposeTarget("compose");
builder.AddKubernetesTarget("kubernetes");

return await builder.Build().RunToExitCodeAsync();
