using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads what a workload waits for.</summary>
internal static class OrderReader
{
    public static IReadOnlyList<DependencySpec> Read(ReadingContext context, IResource resource, DatabaseJobs databases)
    {
        var found = new SortedDictionary<string, DependencySpec>(StringComparer.Ordinal);
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            foreach (var dependency in Of(context, resource, wait, databases))
            {
                // Who waits twice waits for the later of the two.
                if (!found.TryGetValue(dependency.Workload, out var other) || dependency.Condition > other.Condition)
                {
                    found[dependency.Workload] = dependency;
                }
            }
        }

        return [.. found.Values];
    }

    private static IEnumerable<DependencySpec> Of(ReadingContext context, IResource resource, WaitAnnotation wait, DatabaseJobs databases)
    {
        var other = wait.Resource;
        if (databases.Find(other) is { } creation)
        {
            yield return new(creation, DependencyCondition.Completed);
        }

        while (context.Names.Find(other) is null && other is IResourceWithParent child && !other.Annotations.OfType<ContainerImageAnnotation>().Any())
        {
            other = child.Parent; // a database is ready when its server is
        }

        if (context.Names.Find(other) is { } name)
        {
            if (wait.WaitType is WaitType.WaitForCompletion && wait.ExitCode != 0)
            {
                context.Problems.Add(resource.Name, $"waits for '{other.Name}' to end with {wait.ExitCode}. Where it is deployed, only 0 is success: let it end with 0.");
            }

            yield return new(name, context.Names.IsJob(other) ? DependencyCondition.Completed
                : wait.WaitType is WaitType.WaitUntilStarted ? DependencyCondition.Started
                : DependencyCondition.Healthy);
        }
        else if (other is IComputeResource)
        {
            context.Problems.Add(resource.Name, $"waits for '{other.Name}', which {context.Target.Name} doesn't publish. Publish it, too, or wait for it in run mode only.");
        }
    }
}
