using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Devstack.Hosting.Containers.Probes;

/// <summary>Asks a container's probe in run mode.</summary>
internal sealed class ContainerProbeHealthCheck(
    ContainerResource resource, ContainerProbeAnnotation probe, StackIdentity stack, IContainerEngine engine) : IHealthCheck
{
    // A connection that nobody is behind is closed within this time.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(probe.Timeout);
        try
        {
            return probe.Action switch
            {
                CommandProbe command => await AskAsync(command, timeout.Token),
                HttpProbe http => await AskAsync(http, timeout.Token),
                TcpProbe tcp => await AskAsync(tcp, timeout.Token),
                _ => throw new NotSupportedException($"A probe of type {probe.Action.GetType().Name} can't be asked."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"No answer within {probe.Timeout.TotalSeconds:0} s.");
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or ContainerEngineException)
        {
            return HealthCheckResult.Unhealthy(error.Message);
        }
    }

    private async Task<HealthCheckResult> AskAsync(CommandProbe command, CancellationToken cancellationToken)
    {
        var output = await engine.ExecAsync(stack.ContainerName(resource.Name), command.Command, input: null, cancellationToken);
        return output.ExitCode == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"'{string.Join(' ', command.Command)}' ended with {output.ExitCode}: {output.Text}");
    }

    private static async Task<HealthCheckResult> AskAsync(HttpProbe http, CancellationToken cancellationToken)
    {
        var url = new Uri(new Uri(await http.Endpoint.GetValueAsync(cancellationToken) ?? throw new HttpRequestException("The endpoint has no address yet.")), http.Path);
        using var response = await Http.GetAsync(url, cancellationToken);
        var body = (int)response.StatusCode < 400 ? "" : await response.Content.ReadAsStringAsync(cancellationToken);
        return (int)response.StatusCode < 400
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"{http.Path} answers {(int)response.StatusCode}: {body[..Math.Min(body.Length, 300)]}");
    }

    // A connect proves nothing, since the proxies in front of a container accept before it listens:
    // a connection that is closed at once means that nobody is behind it.
    private static async Task<HealthCheckResult> AskAsync(TcpProbe tcp, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(tcp.Endpoint.Host, tcp.Endpoint.Port, cancellationToken);
        using var quick = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        quick.CancelAfter(Pause);
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], quick.Token) == 0
                ? HealthCheckResult.Unhealthy("The connection was closed at once.")
                : HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Healthy();
        }
    }
}
