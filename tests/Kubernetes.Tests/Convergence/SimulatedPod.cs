using k8s.Models;

namespace Devstack.Kubernetes.Tests.Convergence;

/// <summary>One pod: first its init containers one by one, then its container.</summary>
internal sealed class SimulatedPod(string workload, V1PodTemplateSpec template)
{
    public string Workload { get; } = workload;

    public V1PodTemplateSpec Template { get; } = template;

    public IDictionary<string, string> Labels => Template.Metadata.Labels;

    /// <summary>How many init containers have ended well.</summary>
    public int Initialised { get; set; }

    public bool IsRunning { get; set; }

    public bool IsReady { get; set; }

    /// <summary>How many more steps the container needs to be ready, or to end.</summary>
    public int StepsLeft { get; set; }

    /// <summary>Back to its beginning, as after a crash of the node.</summary>
    public void Restart(int steps)
    {
        (Initialised, IsRunning, IsReady, StepsLeft) = (0, false, false, steps);
    }
}
