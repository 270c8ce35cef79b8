using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads between how many and how many containers run, and which queues decide.</summary>
internal static class ScalingReader
{
    public static ScalingSpec? Read(ReadingContext context, IResource resource, ValueReader values)
    {
        if (!resource.TryGetLastAnnotation<ScalingAnnotation>(out var scaling))
        {
            return null;
        }

        var queues = new List<QueueSpec>();
        foreach (var queue in scaling.Queues)
        {
            // An external server isn't published; then only the processors count.
            if (context.Names.Find(queue.Server.Resource) is not null && values.Read(queue.Server, $"queue {queue.List}") is { } server)
            {
                var password = queue.Password is { } parameter ? values.Read(parameter, ValueEncoding.Plain).Parameter : null;
                queues.Add(new(server.Workload, server.Port, queue.Database, queue.List, queue.Length, password));
            }
        }

        return new(scaling.Minimum, scaling.Maximum, scaling.CpuPercent, queues);
    }
}
