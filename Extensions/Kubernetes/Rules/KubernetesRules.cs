using System.Text.RegularExpressions;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Rules;

/// <summary>What a document may say and Kubernetes can't.</summary>
internal static partial class KubernetesRules
{
    // The longest that is made of a name: a Job's, with a hyphen and ten digits of a hash, whose pods get six characters more.
    private const int LongestName = 46;

    public static void Check(KubernetesContext context)
    {
        foreach (var workload in context.Published)
        {
            Check(context, workload);
            Security.Check(context, workload);
        }

        foreach (var setting in context.Settings.Values.Where(setting => setting.IsUriEncoded))
        {
            context.Problems.Add(setting.Name, "is an open parameter in a URI, which Kubernetes can't encode. Make it a secret, or put the whole URI into a parameter.");
        }

        foreach (var parameter in context.Document.Parameters.Where(parameter => !NamePattern().IsMatch(parameter.Name)))
        {
            context.Problems.Add(parameter.Name, "can't be the name of a Secret or a key: use lower-case letters, digits and hyphens.");
        }

        foreach (var (workload, argument) in context.Published
            .SelectMany(workload => workload.Image.Build?.Arguments ?? [], (workload, argument) => (workload, argument))
            .Where(pair => pair.argument.Value.Parameters.Any(parameter => context.Settings.GetValueOrDefault(parameter.Parameter)?.Default is null)))
        {
            context.Problems.Add(workload.Name, $"is built with {argument.Name}, a parameter without a default: the image is built before it is known where it runs. Give it one with publishValueAsDefault.");
        }

        foreach (var route in context.Document.Routes.Where(route => !IsHost(route.Host)))
        {
            context.Problems.Add(route.Service, $"has the host name '{route.Host}', in which a parameter stands beside other letters. Put dots around it, or make one parameter of the whole name.");
        }

        context.Problems.Check();
    }

    private static void Check(KubernetesContext context, WorkloadSpec workload)
    {
        if (workload.Name.Length > LongestName)
        {
            context.Problems.Add(workload.Name, $"has a name of {workload.Name.Length} letters; what Kubernetes makes of it has room for {LongestName}.");
        }

        if (workload.Image.Reference.EndsWith(":latest", StringComparison.Ordinal))
        {
            context.Problems.Add(workload.Name, $"has the image '{workload.Image.Reference}', which may be another one tomorrow, and a different one on each node. Give it a tag: WithImageTag.");
        }

        foreach (var proxy in workload.ConnectsTo.Concat(workload.DependsOn.Select(dependency => dependency.Workload)).Where(context.Proxies.Contains).Distinct())
        {
            context.Problems.Add(workload.Name, $"reaches '{proxy}', a proxy whose work the Ingress does on Kubernetes. Let it reach the service behind it.");
        }

        if (workload is ServiceSpec service)
        {
            foreach (var endpoint in service.Endpoints.Where(endpoint => endpoint is { PublicPort: not null, Scheme: not ("http" or "https") }))
            {
                context.Problems.Add(workload.Name, $"opens its {endpoint.Scheme} endpoint '{endpoint.Name}' to the outside, which no Ingress passes on. Add a Service of the type LoadBalancer with PublishAsKubernetes, and take WithExternalHttpEndpoints or isExternal away.");
            }

            if (service.Endpoints.Any(endpoint => endpoint is { PublicPort: not null, Scheme: "https" }) && service.Endpoints.All(endpoint => endpoint is not { PublicPort: not null, Scheme: "http" })
                && context.Document.Routes.All(route => route.Service != service.Name))
            {
                context.Problems.Add(workload.Name, "opens an https endpoint alone; on Kubernetes the Ingress has the certificate and speaks HTTP with the service. Give it an http endpoint, too.");
            }
        }
    }

    private static bool IsHost(Value host)
    {
        for (var i = 0; i < host.Pieces.Count; i++)
        {
            if (host.Pieces[i] is ParameterPiece
                && ((i > 0 && !(host.Pieces[i - 1] is TextPiece before && before.Text.EndsWith('.')))
                    || (i + 1 < host.Pieces.Count && !(host.Pieces[i + 1] is TextPiece after && after.Text.StartsWith('.')))))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex NamePattern();
}
