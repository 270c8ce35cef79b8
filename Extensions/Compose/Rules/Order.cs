using Devstack.Compose.Document;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>What has to be there before a service starts.</summary>
internal static class Order
{
    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        foreach (var dependency in workload.DependsOn)
        {
            var condition = dependency.Condition switch
            {
                DependencyCondition.Completed => "service_completed_successfully",
                DependencyCondition.Healthy => "service_healthy",
                _ => "service_started",
            };
            var other = context.Workloads[dependency.Workload];
            service.DependsOn[dependency.Workload] = new(condition, IsRequired: other.Profile is null || other.Profile == workload.Profile);
        }
    }
}
