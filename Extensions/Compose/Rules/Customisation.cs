using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>The AppHost's own changes.</summary>
internal static class Customisation
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var annotation in workload.TargetAnnotations.OfType<ComposeServiceAnnotation>())
        {
            annotation.Configure(service);
        }
    }
}
