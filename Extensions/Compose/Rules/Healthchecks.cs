using System.Globalization;
using Devstack.Compose.Document;
using Devstack.Hosting.Containers.Probes;
using Devstack.Publishing.Document;

namespace Devstack.Compose.Rules;

/// <summary>One healthcheck from the probe that says whether others may come.</summary>
internal static class Healthchecks
{
    private static readonly ProbeKind[] s_preference = [ProbeKind.Readiness, ProbeKind.Startup, ProbeKind.Liveness];

    public static void Apply(ComposeContext context, WorkloadSpec workload, ComposeService service)
    {
        if (workload is ServiceSpec { Probes.Count: > 0 } asked)
        {
            var probe = asked.Probes.OrderBy(probe => Array.IndexOf(s_preference, probe.Kind)).First();
            service.Healthcheck = new(
                [.. TestOf(probe).Select(ComposeText.Literal)],
                ComposeText.Seconds(probe.Interval),
                ComposeText.Seconds(probe.Timeout),
                probe.Retries,
                ComposeText.Seconds(probe.StartPeriod));
        }
    }

    private static IEnumerable<string> TestOf(ProbeSpec probe) => probe.Question switch
    {
        CommandQuestion command => ["CMD", .. command.Command],
        HttpQuestion http => ["CMD-SHELL", Http(string.Create(CultureInfo.InvariantCulture, $"{http.Scheme}://127.0.0.1:{http.Port}{http.Path}"))],
        TcpQuestion tcp => ["CMD-SHELL", Tcp(tcp.Port.ToString(CultureInfo.InvariantCulture))],
        _ => throw new NotSupportedException($"A probe that asks by {probe.Question.GetType().Name}."),
    };

    // Which of them an image has, the image knows. By number: a name may be asked of a name server first, and of IPv6;
    // but many sites answer to no other host than localhost.
    private static string Http(string url)
    {
        var quoted = $"'{url.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        return $"if command -v curl >/dev/null; then curl -fsS -o /dev/null -H 'Host: localhost' {quoted}; " +
            $"elif command -v wget >/dev/null; then wget -q -O /dev/null --header 'Host: localhost' {quoted}; " +
            $"else python3 -c 'import sys, urllib.request as r; r.urlopen(r.Request(sys.argv[1], headers={{\"Host\": \"localhost\"}}))' {quoted}; fi";
    }

    private static string Tcp(string port) =>
        $"if command -v nc >/dev/null; then nc -z 127.0.0.1 {port}; " +
        $"elif command -v bash >/dev/null; then bash -c '</dev/tcp/127.0.0.1/{port}'; " +
        $"else python3 -c 'import socket; socket.create_connection((\"127.0.0.1\", {port}))'; fi";
}
