using System.Security.Cryptography;
using System.Text;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>The hash of what a job is made of, and the volumes that it fills.</summary>
internal static class Fingerprint
{
    private const int Length = 16;

    public static JobSpec Set(JobSpec job, IReadOnlyDictionary<string, WorkloadSpec> workloads) =>
        job with { Fingerprint = Of(job), Data = DataOf(job, workloads) };

    private static string Of(JobSpec job)
    {
        var text = new StringBuilder();
        void Add(string aspect, params object?[] values) => text.Append(aspect).Append('\t').AppendJoin('\t', values).Append('\n');

        Add("image", job.Image.Reference);
        Add("entrypoint", job.Entrypoint);
        Add("user", job.User);
        foreach (var argument in job.Arguments)
        {
            Add("argument", argument);
        }

        foreach (var variable in job.Environment)
        {
            Add("variable", variable.Name, variable.Value);
        }

        foreach (var file in job.Files)
        {
            Add("file", file.Path, file.Hash);
        }

        foreach (var file in job.SecretFiles)
        {
            Add("secret", file.Path, file.Secret, file.Encoding);
        }

        foreach (var mount in job.Mounts)
        {
            Add("mount", mount.Volume, mount.Path);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Length];
    }

    // A job fills the volumes of what it waits for.
    private static List<string> DataOf(JobSpec job, IReadOnlyDictionary<string, WorkloadSpec> workloads)
    {
        var seen = new HashSet<string>();
        var volumes = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([job.Name]);
        while (next.TryDequeue(out var name))
        {
            if (seen.Add(name) && workloads.TryGetValue(name, out var workload))
            {
                volumes.UnionWith(workload.Mounts.Where(mount => !mount.IsReadOnly).Select(mount => mount.Volume));
                foreach (var dependency in workload.DependsOn)
                {
                    next.Enqueue(dependency.Workload);
                }
            }
        }

        return [.. volumes];
    }
}
