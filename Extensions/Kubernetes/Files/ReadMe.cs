using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Kubernetes.Files;

/// <summary><c>README.md</c>: from the folder to a running stack, and what is in it.</summary>
internal static class ReadMe
{
    public static string Write(KubernetesObjects objects)
    {
        var context = objects.Context;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""

            # {context.Stack} on Kubernetes

            For a cluster of version 1.30 or newer, with {Needs(context)}. {(IsChart(context) ? "Everything here is generated; your values belong into a file of your own." : "`overlays/` is yours, everything else is generated.")}

            ## Start


            """);
        if (AppArmorFiles.Commands(context.Document) is { Length: > 0 } commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"On each node that may run {string.Join(", ", AppArmorFiles.Confined(context.Document))}, once and after a change:\n\n{commands}\nThen, from here:\n\n");
        }

        if (context.Published.Any(workload => workload.Image.Build is not null))
        {
            text.Append(context.Published.Any(workload => Containers.NeedsRegistry(workload.Image)) && context.Options.ImageRegistry is null
                ? $"    sh build/push.sh registry.example.com/team    # builds the images; name them in the {(IsChart(context) ? "values" : "overlay")}\n"
                : "    sh build/push.sh                              # builds the images\n");
        }

        if (IsChart(context))
        {
            StartOfAChart(text, context);
        }
        else
        {
            StartOfManifests(text, context);
        }

        Upgrade(text, context);
        Table(text, objects);
        return text.ToString();
    }

    private static bool IsChart(KubernetesContext context) => context.Options.Format is KubernetesFormat.Helm;

    private static bool HasSecrets(KubernetesContext context) => context.Options.Secrets is not SecretSource.ExternalSecrets && context.Document.Parameters.OfType<SecretSpec>().Any();

    private static void StartOfManifests(StringBuilder text, KubernetesContext context)
    {
        text.Append(HasSecrets(context) ? "    sh secrets/create.sh overlays/production      # makes the secrets that are missing\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"""
                kubectl diff -k overlays/production
                kubectl apply -k overlays/production
                kubectl get pods --namespace {context.Namespace} --watch

            Values that differ from one place to the next are in the overlay's `settings.env`. Objects may be applied in any order: init
            containers wait for what a pod needs. Run it again at any time; a job that is the same isn't run again.

            """);
    }

    private static void StartOfAChart(StringBuilder text, KubernetesContext context)
    {
        var (name, space) = (context.Stack, context.Namespace);
        text.Append(CultureInfo.InvariantCulture, $"""
                kubectl create namespace {space}
                kubectl label namespace {space} pod-security.kubernetes.io/enforce={Security.StandardOf(context)}

            """);
        if (HasSecrets(context))
        {
            var made = context.Options.Secrets is SecretSource.SealedSecrets ? "sealed" : "secrets";
            text.Append(CultureInfo.InvariantCulture, $"""
                    sh secrets/create.sh production               # makes the secrets that are missing
                    kubectl apply --namespace {space} -k production/{made}

                """);
        }

        var digests = HasSecrets(context) ? " --values production/secrets/values.yaml" : "";
        text.Append(CultureInfo.InvariantCulture, $"""
                helm upgrade --install {name} chart --namespace {space}{digests} --values mine.yaml
                kubectl get pods --namespace {space} --watch

            What `mine.yaml` may say is in `chart/values.yaml`: host names, images, pods, servers outside of the cluster. Objects may come in any
            order: init containers wait for what a pod needs. Run it again at any time; a job that is the same isn't run again.

            """);
    }

    private static string Needs(KubernetesContext context)
    {
        var needs = new List<string>
        {
            context.Options.Routing.Kind is RoutingKind.Ingress ? $"an Ingress controller of the class `{context.Options.Routing.ClassName}`" : $"a Gateway controller of the class `{context.Options.Routing.ClassName}`",
            "a network that obeys NetworkPolicies",
        };
        if (context.Options.Routing.ClusterIssuer is { Length: > 0 } issuer)
        {
            needs.Add($"cert-manager and its ClusterIssuer `{issuer}`");
        }

        if (Volumes.Shared(context).Any(claim => claim.Spec.AccessModes.Contains("ReadWriteMany")))
        {
            needs.Add("storage that several pods mount at once (ReadWriteMany)");
        }

        if (context.Document.Services.Any(service => service.Scaling is not null))
        {
            needs.Add(context.Options.HasKeda ? "KEDA and the metrics server" : "the metrics server");
        }

        if (context.Options.Secrets is SecretSource.ExternalSecrets)
        {
            needs.Add($"the External Secrets Operator and its ClusterSecretStore `{context.Options.SecretStore}`");
        }

        return string.Join(", ", needs);
    }

    private static void Upgrade(StringBuilder text, KubernetesContext context)
    {
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Upgrade

            Publish again over this folder and {(IsChart(context) ? "upgrade the release" : "apply the overlay")}. Jobs whose inputs changed have new names and run first; the new pods
            wait for them while the old ones go on answering, and then take their place one by one.

            """);
        text.Append(IsChart(context)
            ? """

                To go back: `helm rollback`; data that a job changed comes from the backup.

                """
            : $"""

                Jobs that are no longer wanted, and those of earlier versions, stay until somebody removes them:

                    kubectl get jobs --namespace {context.Namespace} --selector {Labels.Instance}={context.Stack}

                A patch or an `images` entry of an overlay changes what a job is made of, and not its name. A Job can't be changed, so delete
                it first: `kubectl delete job --selector {Labels.Name}=JOB`.

                To go back, apply the previous folder; data that a job changed comes from the backup.

                """);
        text.Append(CultureInfo.InvariantCulture, $"""

            ## Logs

                kubectl logs --namespace {context.Namespace} --selector {Labels.Name}=NAME --all-containers --follow --tail 100


            """);
    }

    private static void Table(StringBuilder text, KubernetesObjects objects)
    {
        var context = objects.Context;
        text.Append("""
            ## What is here

            | name | kind | image | runs as | waits for |
            | --- | --- | --- | --- | --- |

            """);
        foreach (var objectsOf in objects.Workloads)
        {
            var workload = context.Workloads[objectsOf.Name];
            var kind = objectsOf switch
            {
                { StatefulSet: not null } => "StatefulSet",
                { Deployment: not null } => "Deployment",
                { CronJob: not null } => "CronJob",
                _ => "Job",
            };
            var user = objectsOf.Pod.Spec.SecurityContext?.RunAsUser?.ToString(CultureInfo.InvariantCulture) ?? "the image's user, which can't be root";
            text.Append(CultureInfo.InvariantCulture, $"| {workload.Name} | {kind}{(workload.Profile is { } profile ? $", component `{profile}`" : "")} | `{objectsOf.Container.Image}` | {user} | {string.Join(", ", workload.DependsOn.Select(dependency => dependency.Workload))} |\n");
        }

        if (context.Proxies.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nLeft out, because the {(context.Options.Routing.Kind is RoutingKind.Ingress ? "Ingress" : "Gateway")} does its work: {string.Join(", ", context.Proxies.Order(StringComparer.Ordinal))}.\n");
        }

        var watchers = context.Published.Where(workload => Waiting.WatchedBy(context, workload).Any()).Select(workload => workload.Name).ToList();
        if (watchers.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWith the right to read the one Job that they wait for, since the model doesn't say how else to ask it (`JobAnnotation.Check`): {string.Join(", ", watchers)}.\n");
        }
    }
}
