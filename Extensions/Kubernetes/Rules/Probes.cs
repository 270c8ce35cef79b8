using Devstack.Hosting.Containers.Probes;
using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;
using k8s.Models;

namespace Devstack.Kubernetes.Rules;

/// <summary>The three probes of a service, from those of the model.</summary>
/// <remarks>
/// Readiness is what the model says, else whether a port answers. Liveness restarts a container, so unless the model says more it
/// asks only whether the port answers, and a datastore isn't asked at all: recovering its data may take long. Startup gives both
/// the time that a first start needs.
/// </remarks>
internal static class Probes
{
    private static readonly TimeSpan s_startTime = TimeSpan.FromMinutes(5);

    public static void Apply(KubernetesContext context, WorkloadSpec workload, KubernetesWorkload objects)
    {
        if (workload is not ServiceSpec service)
        {
            return;
        }

        var readiness = Find(service, ProbeKind.Readiness) ?? Find(service, ProbeKind.Startup) ?? Find(service, ProbeKind.Liveness) ?? PortProbe(service);
        var liveness = Find(service, ProbeKind.Liveness) ?? (KeepsData(context, service) ? null : PortProbe(service));
        objects.Container.ReadinessProbe = readiness is null ? null : Of(readiness);
        objects.Container.LivenessProbe = liveness is null ? null : Of(liveness);
        objects.Container.StartupProbe = (Find(service, ProbeKind.Startup) ?? liveness) is { } startup ? WithTime(Of(startup), startup) : null;
    }

    private static bool KeepsData(KubernetesContext context, ServiceSpec service) => service.Mounts.Any(mount => context.IsOwned(mount.Volume));

    private static ProbeSpec? Find(ServiceSpec service, ProbeKind kind) => service.Probes.FirstOrDefault(probe => probe.Kind == kind);

    private static ProbeSpec? PortProbe(ServiceSpec service)
    {
        var defaults = new ContainerProbeAnnotation(ProbeKind.Liveness, new CommandProbe([]));
        return service.Endpoints.FirstOrDefault(endpoint => !endpoint.IsUdp) is { } endpoint
            ? new(ProbeKind.Liveness, new TcpQuestion(endpoint.Port), defaults.Interval, defaults.Timeout, defaults.StartPeriod, defaults.Retries)
            : null;
    }

    private static V1Probe Of(ProbeSpec probe)
    {
        var made = new V1Probe
        {
            PeriodSeconds = KubernetesText.Seconds(probe.Interval),
            TimeoutSeconds = KubernetesText.Seconds(probe.Timeout),
            FailureThreshold = probe.Retries,
        };
        switch (probe.Question)
        {
            case CommandQuestion command:
                made.Exec = new() { Command = [.. command.Command.Select(KubernetesText.Literal)] };
                break;
            case HttpQuestion http:
                // By itself the kubelet sends the pod's address as the host, to which many sites don't answer.
                made.HttpGet = new() { Path = http.Path, Port = http.Port, Scheme = http.Scheme.ToUpperInvariant(), HttpHeaders = [new() { Name = "Host", Value = "localhost" }] };
                break;
            case TcpQuestion tcp:
                made.TcpSocket = new() { Port = tcp.Port };
                break;
            default:
                throw new NotSupportedException($"A probe that asks by {probe.Question.GetType().Name}.");
        }

        return made;
    }

    // The others begin when it has said yes once; at its last no the container is started again.
    private static V1Probe WithTime(V1Probe probe, ProbeSpec spec)
    {
        var time = spec.StartPeriod > s_startTime ? spec.StartPeriod : s_startTime;
        probe.PeriodSeconds = Math.Min(KubernetesText.Seconds(spec.Interval), 5);
        probe.FailureThreshold = (int)Math.Ceiling(time.TotalSeconds / probe.PeriodSeconds.Value) + spec.Retries;
        return probe;
    }
}
