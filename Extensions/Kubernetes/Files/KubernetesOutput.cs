using System.Reflection;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Helm;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Files;

/// <summary>All files of the output, from the document alone.</summary>
internal static class KubernetesOutput
{
    public static IReadOnlyList<PublishedFile> Render(DeploymentDocument document, KubernetesTargetOptions options)
    {
        var objects = KubernetesModel.From(document, options);
        var isChart = options.Format is KubernetesFormat.Helm;
        return
        [
            .. isChart ? HelmChart.Write(objects) : Manifests(objects),
            PublishedFile.WithHeader("README.md", ReadMe.Write(objects), "<!-- ", " -->"),
            PublishedFile.WithHeader(".gitignore", isChart ? "/*/secrets/\n" : "/overlays/*/secrets/\n"),
            .. AppArmorFiles.Of(document),
            .. Builds.Write(objects),
            .. SecretsScript.Write(objects),
        ];
    }

    /// <summary>Objects as one file, in their order.</summary>
    public static string Yaml(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects)
    {
        var text = new StringBuilder();
        foreach (var item in objects)
        {
            text.Append("---\n").Append(ManifestYaml.Serialize(item)).Append('\n');
        }

        return text.ToString();
    }

    internal static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<PublishedFile> Manifests(KubernetesObjects objects) =>
    [
        .. objects.Shared
            .GroupBy(shared => shared.File)
            .Select(group => PublishedFile.WithHeader($"base/{group.Key}.yaml", Yaml(group.Select(shared => shared.Object)))),
        .. objects.Workloads.Select(workload => PublishedFile.WithHeader($"{FolderOf(workload)}/{workload.Name}.yaml", Yaml(workload.All))),
        .. Kustomizations.Write(objects),
        .. Overlays.Write(objects),
    ];

    /// <summary>The folder of a workload's file.</summary>
    public static string FolderOf(KubernetesWorkload workload) => workload.Component is { } component ? $"components/{component}" : "base";
}
