using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Devstack.Benchmarks.Harness;

namespace Devstack.Benchmarks.Reloading;

/// <summary>From the save of a Python file until the LMS serves it, against <c>manage.py runserver</c> in a bare container of the same image.</summary>
internal static class ReloadingBenchmark
{
    private const int Rounds = 7;
    private const double Goal = 1.3;
    private const string Heartbeat = "openedx/core/djangoapps/heartbeat/views.py";
    private const string Peer = "devstack-benchmark-runserver";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async IAsyncEnumerable<Measurement> RunAsync(
        MiniatureDevstack devstack, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Shell.TimeAsync("starting", () => devstack.RunAsync(cancellationToken));
        var container = devstack.Stack.ContainerName("lms");
        var folder = Directory.CreateTempSubdirectory("devstack-runserver-").FullName;
        try
        {
            await StartPeerAsync(devstack, container, folder, cancellationToken);
            using var ours = new Server(devstack.Checkout, await AddressAsync(container, cancellationToken));
            using var theirs = new Server(Path.Combine(folder, "edx-platform"), await AddressAsync(Peer, cancellationToken));
            await theirs.AnswersAsync(_ => true, cancellationToken);
            var (our, their) = (new List<TimeSpan>(), new List<TimeSpan>());
            for (var round = 0; round < Rounds; round++)
            {
                our.Add(await ours.EditAsync($"{round}", cancellationToken));
                their.Add(await theirs.EditAsync($"{round}", cancellationToken));
            }

            yield return new("reload after an edit (median)", Median(our), "manage.py runserver", Median(their), Goal);
        }
        finally
        {
            await Shell.TryAsync(folder, "docker", ["rm", "--force", Peer], CancellationToken.None);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task StartPeerAsync(MiniatureDevstack devstack, string container, string folder, CancellationToken cancellationToken)
    {
        var seen = JsonNode.Parse(await Shell.DockerAsync(["inspect", container], cancellationToken))![0]!;
        var network = seen["NetworkSettings"]!["Networks"]!.AsObject().First().Key;
        await Shell.RunAsync(folder, "cp", ["--archive", devstack.Checkout, folder], cancellationToken);
        foreach (var path in new[] { "/openedx/devstack", "/run/secrets" })
        {
            var copied = await Shell.TryCopyOutAsync(container, path, folder, cancellationToken);
            if (copied.ExitCode != 0)
            {
                throw new InvalidOperationException($"{path} of {container} couldn't be copied (exit code {copied.ExitCode}).");
            }
        }

        string[] environment = [.. seen["Config"]!["Env"]!.AsArray().SelectMany(variable => new[] { "--env", (string)variable! })];
        await Shell.DockerAsync(
            ["run", "--detach", "--name", Peer, "--init", "--network", network, "--publish", "127.0.0.1::8000", .. environment,
                "--volume", $"{folder}/edx-platform:/openedx/edx-platform", "--volume", $"{folder}/devstack:/openedx/devstack", "--volume", $"{folder}/secrets:/run/secrets",
                (string)seen["Config"]!["Image"]!, "python", "manage.py", "lms", "runserver", "0.0.0.0:8000"],
            cancellationToken);
    }

    private static async Task<Uri> AddressAsync(string container, CancellationToken cancellationToken) =>
        new($"http://{(await Shell.DockerAsync(["port", container, "8000/tcp"], cancellationToken)).Split('\n')[0]}/heartbeat");

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>A server and the checkout that it serves.</summary>
    private sealed class Server(string checkout, Uri address) : IDisposable
    {
        private readonly HttpClient _http = new() { Timeout = Patience };
        private readonly string _file = Path.Combine(checkout, Heartbeat);

        /// <summary>Changes what the server answers, and waits for that answer.</summary>
        public async Task<TimeSpan> EditAsync(string edit, CancellationToken cancellationToken)
        {
            var lines = (await File.ReadAllLinesAsync(_file, cancellationToken)).Where(line => !line.Contains("benchmark", StringComparison.Ordinal)).ToList();
            lines.Insert(lines.FindIndex(line => line.Contains("answer = {", StringComparison.Ordinal)) + 1, $"    answer[\"benchmark\"] = \"edit {edit}\"");
            var began = TimeProvider.System.GetTimestamp();
            await File.WriteAllLinesAsync(_file, lines, cancellationToken);
            await AnswersAsync(answer => answer.Contains($"edit {edit}", StringComparison.Ordinal), cancellationToken);
            var took = TimeProvider.System.GetElapsedTime(began);
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{address.Authority} reloaded after {took.TotalSeconds:0.0} s"));
            return took;
        }

        public async Task AnswersAsync(Func<string, bool> expected, CancellationToken cancellationToken)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            for (var answer = ""; answer.Length == 0 || !expected(answer);)
            {
                try
                {
                    answer = await _http.GetStringAsync(address, limit.Token);
                }
                catch (HttpRequestException)
                {
                    answer = ""; // it is restarting
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }

        public void Dispose() => _http.Dispose();
    }
}
