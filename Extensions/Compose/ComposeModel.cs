using Devstack.Compose.Document;
using Devstack.Compose.Rules;
using Devstack.Publishing.Document;

namespace Devstack.Compose;

/// <summary>Deployment document in, Compose file out.</summary>
internal static class ComposeModel
{
    public static ComposeContext From(DeploymentDocument document)
    {
        ComposeRules.Check(document);
        var context = new ComposeContext(document, new ComposeFile { Name = document.Name });
        foreach (var workload in document.Workloads)
        {
            var service = new ComposeService { Name = workload.Name, Image = "" };
            context.File.Services.Add(service);
            foreach (var rule in ServiceRules.All)
            {
                rule(context, workload, service);
            }
        }

        RunOnce.AddEnds(context);
        context.VolumeOwners.AddService(context);
        return context;
    }
}
