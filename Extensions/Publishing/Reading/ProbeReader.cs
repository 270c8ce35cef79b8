using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Probes;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads a service's probes: the model's own, else Aspire's HTTP probes and HTTP health checks, else what is known of the image.</summary>
internal static partial class ProbeReader
{
    public static IReadOnlyList<ProbeSpec> Read(ReadingContext context, IResource resource, ValueReader values, string image)
    {
        var probes = new SortedDictionary<ProbeKind, ProbeSpec>();
        foreach (var probe in FromHealthChecks(resource, values).Concat(FromAspire(resource, values)).Concat(FromModel(context, resource, values)))
        {
            probes[probe.Kind] = probe; // the model's own come last and win
        }

        // Which health check Aspire asks can't be read; a well-known server can be asked by a command of its image.
        // Who gave the image another command knows better what runs there.
        var runsItsServer = resource.HasAnnotationOfType<HealthCheckAnnotation>() || resource is ContainerResource { Entrypoint: null };
        if (probes.Count == 0 && runsItsServer && KnownImages.Find(image)?.Readiness is { } command)
        {
            probes[ProbeKind.Readiness] = Defaults(ProbeKind.Readiness, new CommandQuestion(command));
        }

        return [.. probes.Values];
    }

    private static IEnumerable<ProbeSpec> FromModel(ReadingContext context, IResource resource, ValueReader values)
    {
        foreach (var probe in resource.Annotations.OfType<ContainerProbeAnnotation>())
        {
            ProbeQuestion? question = probe.Action switch
            {
                CommandProbe command => new CommandQuestion(command.Command),
                HttpProbe http when values.Read(http.Endpoint, "probe") is { } found => new HttpQuestion(http.Endpoint.Scheme, found.Port, http.Path),
                TcpProbe tcp when values.Read(tcp.Endpoint, "probe") is { } found => new TcpQuestion(found.Port),
                _ => null,
            };
            if (question is not null)
            {
                yield return new(probe.Kind, question, probe.Interval, probe.Timeout, probe.StartPeriod, probe.Retries);
            }
            else if (probe.Action is not (HttpProbe or TcpProbe))
            {
                context.Problems.Add(resource.Name, $"has a probe of type {probe.Action.GetType().Name}, which can't be published.");
            }
        }
    }

    private static IEnumerable<ProbeSpec> FromAspire(IResource resource, ValueReader values)
    {
        foreach (var probe in resource.Annotations.OfType<EndpointProbeAnnotation>())
        {
            if (values.Read(probe.EndpointReference, "probe") is { } found)
            {
                var kind = probe.Type switch
                {
                    ProbeType.Startup => ProbeKind.Startup,
                    ProbeType.Liveness => ProbeKind.Liveness,
                    _ => ProbeKind.Readiness,
                };
                yield return new(
                    kind,
                    new HttpQuestion(probe.EndpointReference.Scheme, found.Port, probe.Path),
                    TimeSpan.FromSeconds(probe.PeriodSeconds),
                    TimeSpan.FromSeconds(probe.TimeoutSeconds),
                    TimeSpan.FromSeconds(Math.Max(probe.InitialDelaySeconds, 1)),
                    probe.FailureThreshold);
            }
        }
    }

    // WithHttpHealthCheck leaves nothing but a key: RESOURCE_ENDPOINT_PATH_STATUS_check.
    private static IEnumerable<ProbeSpec> FromHealthChecks(IResource resource, ValueReader values)
    {
        if (resource is not IResourceWithEndpoints withEndpoints)
        {
            yield break;
        }

        foreach (var check in resource.Annotations.OfType<HealthCheckAnnotation>())
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                var prefix = $"{resource.Name}_{endpoint.Name}_";
                var rest = check.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? StatusPattern().Match(check.Key[prefix.Length..]) : Match.Empty;
                if (rest.Success && values.Read(new EndpointReference(withEndpoints, endpoint), "health check") is { } found)
                {
                    var path = "/" + rest.Groups["path"].Value.TrimStart('/');
                    yield return Defaults(ProbeKind.Readiness, new HttpQuestion(endpoint.UriScheme, found.Port, path));
                }
            }
        }
    }

    private static ProbeSpec Defaults(ProbeKind kind, ProbeQuestion question)
    {
        var defaults = new ContainerProbeAnnotation(kind, new CommandProbe([]));
        return new(kind, question, defaults.Interval, defaults.Timeout, defaults.StartPeriod, defaults.Retries);
    }

    [GeneratedRegex(@"^(?<path>.*)_\d+_check$")]
    private static partial Regex StatusPattern();
}
