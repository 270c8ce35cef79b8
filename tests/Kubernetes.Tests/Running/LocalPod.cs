using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CliWrap.Buffered;
using k8s;
using k8s.Models;
using Xunit;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>One pod of the manifests as containers of the local engine: its init containers one after the other, then its container.</summary>
internal sealed class LocalPod(LocalCluster cluster, IKubernetesObject<V1ObjectMeta> owner)
{
    private static readonly HttpClient s_http = new();

    private readonly V1PodTemplateSpec _template = Pods.TemplateOf(owner)!;

    public string Workload => _template.Metadata.Labels["app.kubernetes.io/name"];

    public V1Container Container => _template.Spec.Containers.Single();

    public bool IsJob => owner is V1Job;

    public string ContainerName => $"{cluster.Name}-{Workload}";

    /// <summary>Runs it until it is ready, or its job is done.</summary>
    public async Task RunAsync()
    {
        var volumes = new PodVolumes(cluster.Folder, Workload, _template.Spec, cluster.Objects);
        await volumes.MakeAsync(owner is V1StatefulSet set ? set.Spec.VolumeClaimTemplates.Select(claim => claim.Metadata.Name) : []);
        foreach (var container in _template.Spec.InitContainers ?? [])
        {
            await RunToEndAsync(container, volumes, attempts: 1);
        }

        var job = (owner as V1Job)?.Spec ?? (owner as V1CronJob)?.Spec.JobTemplate.Spec;
        if (job is not null)
        {
            await RunToEndAsync(Container, volumes, attempts: job.BackoffLimit!.Value + 1);
            return;
        }

        await StartAsync(volumes);
        await UntilAsync(Container.StartupProbe);
        await UntilAsync(Container.ReadinessProbe);
    }

    /// <summary>Whether a probe says yes; one that isn't there does.</summary>
    public async Task<bool> SaysYesAsync(V1Probe? probe)
    {
        if (probe is null)
        {
            return true;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(probe.TimeoutSeconds ?? 1));
        try
        {
            if (probe.Exec is { } exec)
            {
                return (await Docker.TryAsync(new Dictionary<string, string?>(), ["exec", ContainerName, .. exec.Command.Select(word => Expansion.Of(word, EnvironmentOf(Container)))]).WaitAsync(limit.Token)).ExitCode == 0;
            }

            if (probe.HttpGet is { } get)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{await AddressAsync()}:{get.Port.Value}{get.Path}");
                foreach (var header in get.HttpHeaders ?? [])
                {
                    request.Headers.TryAddWithoutValidation(header.Name, header.Value);
                }

                using var response = await s_http.SendAsync(request, limit.Token);
                return response.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.BadRequest;
            }

            using var client = new TcpClient();
            await client.ConnectAsync(await AddressAsync(), int.Parse(probe.TcpSocket.Port.Value, CultureInfo.InvariantCulture), limit.Token);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    public async Task<string> AddressAsync() => await Docker.RunAsync("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", ContainerName);

    private async Task RunToEndAsync(V1Container container, PodVolumes volumes, int attempts)
    {
        BufferedCommandResult result;
        do
        {
            var name = $"{ContainerName}-{container.Name}";
            try
            {
                result = await Docker.TryAsync(EnvironmentOf(container), ["run", "--rm", "--name", name, .. Arguments(container, volumes), LocalImages.Of(container.Image), .. Command(container)])
                    .WaitAsync(cluster.Patience);
            }
            catch (TimeoutException)
            {
                var log = await Docker.TryAsync(new Dictionary<string, string?>(), "logs", "--tail", "30", name);
                throw new TimeoutException($"{container.Name} of {Workload} goes on and on:\n{log.StandardOutput}{log.StandardError}");
            }
        }
        while (result.ExitCode != 0 && --attempts > 0);

        Assert.True(result.ExitCode == 0, $"{container.Name} of {Workload} ended with {result.ExitCode}:\n{Last(result.StandardOutput)}{Last(result.StandardError)}");
    }

    private async Task StartAsync(PodVolumes volumes)
    {
        var aliases = cluster.Objects.OfType<V1Service>()
            .Where(service => service.Spec.Selector?.All(pair => _template.Metadata.Labels.TryGetValue(pair.Key, out var value) && value == pair.Value) is true)
            .SelectMany(service => new[] { "--network-alias", service.Metadata.Name });
        var result = await Docker.TryAsync(EnvironmentOf(Container), ["run", "--detach", "--name", ContainerName, .. aliases, .. Arguments(Container, volumes), LocalImages.Of(Container.Image), .. Command(Container)]);
        Assert.True(result.ExitCode == 0, $"{Workload} can't be started: {result.StandardError}");
    }

    private async Task UntilAsync(V1Probe? probe)
    {
        var end = DateTime.UtcNow + cluster.Patience;
        while (!await SaysYesAsync(probe))
        {
            var state = await Docker.RunAsync("inspect", "--format", "{{.State.Status}}", ContainerName);
            var log = await Docker.TryAsync(new Dictionary<string, string?>(), "logs", "--tail", "30", ContainerName);
            Assert.True(state is "running" && DateTime.UtcNow < end, $"{Workload} is {state} and its probe says no:\n{Last(log.StandardOutput)}{Last(log.StandardError)}");
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        }
    }

    private IEnumerable<string> Arguments(V1Container container, PodVolumes volumes)
    {
        var (pod, own) = (_template.Spec.SecurityContext, container.SecurityContext);
        yield return "--network";
        yield return cluster.Name;
        if ((own.RunAsUser ?? pod.RunAsUser) is { } user)
        {
            yield return "--user";
            yield return string.Create(CultureInfo.InvariantCulture, $"{user}:{own.RunAsGroup ?? pod.RunAsGroup ?? 0}");
        }

        yield return "--group-add";
        yield return pod.FsGroup!.Value.ToString(CultureInfo.InvariantCulture);
        yield return "--security-opt";
        yield return "no-new-privileges";
        foreach (var capability in own.Capabilities.Drop)
        {
            yield return $"--cap-drop={capability}";
        }

        foreach (var capability in own.Capabilities.Add ?? [])
        {
            yield return $"--cap-add={capability}";
        }

        if (own.ReadOnlyRootFilesystem is true)
        {
            yield return "--read-only";
        }

        foreach (var sysctl in pod.Sysctls ?? [])
        {
            yield return $"--sysctl={sysctl.Name}={sysctl.Value}";
        }

        yield return $"--memory={(long)container.Resources.Limits["memory"].ToDecimal()}";
        foreach (var argument in EnvironmentOf(container).Keys.SelectMany(name => new[] { "--env", name }).Concat(volumes.ArgumentsOf(container)))
        {
            yield return argument;
        }

        if (container.Command is { Count: > 0 } command)
        {
            yield return "--entrypoint";
            yield return Expansion.Of(command[0], EnvironmentOf(container));
        }
    }

    private IEnumerable<string> Command(V1Container container) =>
        (container.Command ?? []).Skip(1).Concat(container.Args ?? []).Select(word => Expansion.Of(word, EnvironmentOf(container)));

    private Dictionary<string, string?> EnvironmentOf(V1Container container)
    {
        var variables = new Dictionary<string, string?>();
        foreach (var variable in container.Env ?? [])
        {
            variables[variable.Name] = variable.ValueFrom switch
            {
                null => Expansion.Of(variable.Value ?? "", variables),
                { SecretKeyRef: { } secret } => Encoding.UTF8.GetString(cluster.Objects.OfType<V1Secret>().Single(item => item.Metadata.Name == secret.Name).Data[secret.Key]),
                { ConfigMapKeyRef: { } map } => cluster.Objects.OfType<V1ConfigMap>().Single(item => item.Metadata.Name == map.Name).Data[map.Key],
                _ => throw new NotSupportedException(variable.Name),
            };
        }

        return variables;
    }

    private static string Last(string text) => string.Join('\n', text.Split('\n').TakeLast(30));
}
