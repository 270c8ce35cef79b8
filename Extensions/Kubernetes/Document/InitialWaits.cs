namespace Devstack.Kubernetes.Document;

/// <summary>The names of the init containers that wait: by them the manifests tell what a pod needs.</summary>
internal static class InitialWaits
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "wait-for-";

    /// <summary>The one that waits for services, by addresses.</summary>
    public const string OfServices = $"{Prefix}services";

    /// <summary>The one that waits for a job.</summary>
    public static string Of(string job) => Prefix + job;

    /// <summary>Whether one waits for a job.</summary>
    public static bool IsForAJob(string container) => container is not OfServices && container.StartsWith(Prefix, StringComparison.Ordinal);
}
