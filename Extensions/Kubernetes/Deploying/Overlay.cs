using System.ComponentModel;
using System.Diagnostics;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Targets;

namespace Devstack.Kubernetes.Deploying;

/// <summary>An overlay as the user has it, with its secrets, built by kubectl.</summary>
internal static class Overlay
{
    private const string Default = "production";
    private const string SecretsScript = "secrets/create.sh";

    /// <summary>The objects of an overlay.</summary>
    /// <exception cref="DeployException">It can't be built, or an image in it is nowhere.</exception>
    public static async Task<IReadOnlyList<Manifest>> BuildAsync(DeployRequest request, CancellationToken cancellationToken)
    {
        var overlay = PathOf(request);
        if (!Directory.Exists(Path.Combine(request.Folder, overlay)))
        {
            var all = Path.Combine(request.Folder, "overlays");
            throw new DeployException(Directory.Exists(all)
                ? $"There is no {overlay} in '{request.Folder}'. There are: {string.Join(", ", Directory.EnumerateDirectories(all).Select(Path.GetFileName).Order(StringComparer.Ordinal))}."
                : $"There are no overlays in '{request.Folder}'. A chart is deployed by Helm: see README.md there.");
        }

        if (File.Exists(Path.Combine(request.Folder, SecretsScript)))
        {
            await RunAsync(request, "sh", [SecretsScript, overlay], cancellationToken);
        }

        var objects = Manifest.ReadAll(await RunAsync(request, "kubectl", ["kustomize", overlay], cancellationToken));
        CheckImages(objects, overlay);
        return objects;
    }

    /// <summary>Its folder, from the published one.</summary>
    public static string PathOf(DeployRequest request) => $"overlays/{request.Place ?? Default}";

    private static void CheckImages(IReadOnlyList<Manifest> objects, string overlay)
    {
        var images = objects
            .SelectMany(item => new[] { item.Body["spec"]?["template"]?["spec"], item.Body["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"] })
            .OfType<System.Text.Json.Nodes.JsonNode>()
            .SelectMany(pod => (pod["containers"]?.AsArray() ?? []).Concat(pod["initContainers"]?.AsArray() ?? []))
            .Select(container => (string)container!["image"]!)
            .Where(image => image.StartsWith(Containers.NoRegistry, StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        if (images.Count > 0)
        {
            throw new DeployException(
                $"A cluster can only pull images, and no registry is named for these: {string.Join(", ", images)}.\n" +
                $"Name one (registry: in devstack.yaml, or images in {overlay}/kustomization.yaml), and push them: sh build/push.sh.");
        }
    }

    private static async Task<string> RunAsync(DeployRequest request, string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = new(program, arguments) { WorkingDirectory = request.Folder, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            throw new DeployException($"'{program}' isn't on the PATH, and the overlay is built by it. Install kubectl 1.30 or newer: https://kubernetes.io/docs/tasks/tools/", error);
        }

        // Both streams at once: a full one blocks the child while the other is waited for.
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new DeployException($"'{program} {string.Join(' ', arguments)}' failed in '{request.Folder}':\n{(await errors).Trim()}");
    }
}
