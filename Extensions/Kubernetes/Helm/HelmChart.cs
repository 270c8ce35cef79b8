using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using k8s;
using k8s.Models;

namespace Devstack.Kubernetes.Helm;

/// <summary>The objects of a stack as a chart, whose values say what an overlay says otherwise.</summary>
internal static class HelmChart
{
    private const string Folder = "chart";
    private const int VersionLength = 12;

    public static IEnumerable<PublishedFile> Write(KubernetesObjects objects)
    {
        var images = new HelmImages(objects.Context);
        var templates = new HelmObjects(objects, images);
        PublishedFile[] files =
        [
            .. objects.Shared
                .GroupBy(shared => shared.File)
                .Select(group => File($"templates/{group.Key}.yaml", string.Concat(group.Select(shared => templates.Shared(shared.Object))))),
            .. objects.Workloads.Select(workload => File($"templates/{workload.Name}.yaml", templates.Of(workload))),
            .. Kustomizations.SettingsOf(objects.Context).Count > 0 ? [File("templates/settings.yaml", Settings(objects.Context))] : Array.Empty<PublishedFile>(),
            File("templates/_helpers.tpl", templates.Helpers(), "{{/* ", " */}}"),
            File("values.yaml", HelmValues.Write(objects, images)),
            PublishedFile.Text($"{Folder}/templates/NOTES.txt", "kubectl get pods --namespace {{ .Release.Namespace }} --watch\n"),
        ];
        return files.Append(File("Chart.yaml", Chart(objects.Context, files)));
    }

    // The same content is the same version, and another content another one.
    private static string Chart(KubernetesContext context, IEnumerable<PublishedFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0"));
            hash.AppendData(file.Content.Span);
        }

        var version = Convert.ToHexStringLower(hash.GetHashAndReset())[..VersionLength];
        return $"""
            apiVersion: v2
            name: {context.Stack}
            description: {context.Stack}, generated.
            type: application
            version: 1.0.0+{version}
            kubeVersion: ">=1.30.0-0"

            """;
    }

    private static string Settings(KubernetesContext context)
    {
        var text = new StringBuilder("---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include \"settings\" . }}\n  namespace: {{ .Release.Namespace }}\n  labels:\n");
        foreach (var (label, value) in Labels.OfStack(context.Stack))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {label}: {value}\n");
        }

        text.Append("data:\n");
        foreach (var setting in Kustomizations.SettingsOf(context))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {setting.Name}: {{{{ {HelmValues.Setting(setting.Name)} | quote }}}}\n");
        }

        return text.ToString();
    }

    private static PublishedFile File(string path, string text, string comment = "# ", string end = "") => PublishedFile.WithHeader($"{Folder}/{path}", text, comment, end);
}
