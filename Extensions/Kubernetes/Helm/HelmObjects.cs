using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Files;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using k8s;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Devstack.Kubernetes.Helm;

/// <summary>The templates of a chart's objects.</summary>
internal sealed class HelmObjects(KubernetesObjects objects, HelmImages images)
{
    private readonly KubernetesContext _context = objects.Context;
    private readonly HelmHosts _hosts = new(objects.Context);
    private readonly HashSet<string> _external = [.. ExternalDatastores.Of(objects.Context).Select(service => service.Name)];

    // The jobs that go where a datastore goes, and their claims.
    private readonly Dictionary<string, string> _backups = BackupsOf(objects.Context).ToDictionary(backup => backup.Job.Name, backup => backup.Server);
    private readonly Dictionary<string, string> _backupClaims = BackupsOf(objects.Context)
        .SelectMany(backup => ExternalDatastores.ClaimsOf(objects.Context, backup.Job), (backup, claim) => (backup.Server, claim))
        .ToDictionary(pair => pair.claim, pair => pair.Server);

    /// <summary>The template of an object that belongs to no workload.</summary>
    public string Shared(IKubernetesObject<V1ObjectMeta> item)
    {
        var template = Template(item);
        _hosts.Replace(template);
        if (item is V1ConfigMap { Metadata.Name: Variables.JobSettings } settings)
        {
            foreach (var name in settings.Data.Keys)
            {
                template.Replace(HelmTemplate.Find(template.Root, "data"), name, $"{HelmValues.Setting(name)} | quote");
            }
        }

        return item switch
        {
            V1Namespace => $"{{{{- if .Values.createNamespace }}}}\n{template.Write()}{{{{- end }}}}\n",
            V1PersistentVolumeClaim claim when _backupClaims.TryGetValue(claim.Metadata.Name, out var server) => UnlessExternal(server, template.Write()),
            _ => template.Write(),
        };
    }

    /// <summary>The templates of a workload's objects.</summary>
    public string Of(KubernetesWorkload workload)
    {
        var text = _external.Contains(workload.Name) ? External(workload) : string.Concat(workload.All.Select(item => Of(workload, item)));
        text = _backups.TryGetValue(workload.Name, out var server) ? UnlessExternal(server, text) : text;
        return workload.Component is { } component ? $"{{{{- if index .Values.components \"{component}\" }}}}\n{text}{{{{- end }}}}\n" : text;
    }

    /// <summary>Names that follow from values: a Job can't be changed, so one that is made of something else has another name.</summary>
    public string Helpers()
    {
        var text = new StringBuilder("{{- define \"settings\" -}}\n").Append(CultureInfo.InvariantCulture, $"{Variables.Settings}-{{{{ toJson .Values.settings | sha256sum | trunc 10 }}}}\n{{{{- end }}}}\n");
        var made = string.Concat(images.All.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => $" \"{image.Key}\" \"{image.Reference}\""));
        foreach (var workload in objects.Workloads.Where(workload => workload.Job is not null))
        {
            List<KubernetesWorkload> parts = [workload, .. Waiting.JobsOf(_context, _context.Workloads[workload.Name]).Select(_context.Make)];
            var before = string.Concat(parts.Select(part => $" \"{part.Name}\" (fromJson `{HelmValues.Resources(part.Container)}`)"));
            var now = string.Concat(parts.Select(part => $" \"{part.Name}\" ({HelmValues.Workload(part.Name, "resources")})"));
            text.Append(CultureInfo.InvariantCulture, $$$"""
                {{- define "job.{{{workload.Name}}}" -}}
                {{- $made := dict "images" (dict{{{made}}}) "resources" (dict{{{before}}}) | toJson -}}
                {{- $given := dict "images" .Values.images "resources" (dict{{{now}}}) | toJson -}}
                {{{workload.Job!.Metadata.Name}}}{{ if ne $made $given }}-{{ sha256sum $given | trunc 5 }}{{ end }}
                {{- end }}

                """);
        }

        return text.ToString();
    }

    private static IEnumerable<(JobSpec Job, string Server)> BackupsOf(KubernetesContext context) =>
        ExternalDatastores.Of(context).SelectMany(service => ExternalDatastores.BackupsOf(context, service.Name), (service, job) => (job, service.Name));

    private static string UnlessExternal(string server, string text) => $"{{{{- if not ({HelmValues.External(server)}) }}}}\n{text}{{{{- end }}}}\n";

    // What kustomize's component takes away and puts in its place, by a value.
    private string External(KubernetesWorkload workload)
    {
        var service = (ServiceSpec)_context.Workloads[workload.Name];
        var alias = Template(workload.Service!);
        var spec = (YamlMappingNode)HelmTemplate.Find(alias.Root, "spec")!;
        spec.Children.Remove("selector");
        spec.Children["type"] = "ExternalName";
        alias.Set(spec, "externalName", HelmValues.External(workload.Name));
        var passwords = string.Concat(_context.Document.Parameters.OfType<SecretSpec>().Where(secret => ExternalDatastores.ServerOf(_context, secret)?.Name == workload.Name).Select(secret =>
            $"{{{{- if has \"{secret.Name}\" (.Values.madeSecrets | default list) }}}}{{{{ fail \"external.{workload.Name} is set, and {secret.Name} was made up: write that server's password into secrets/{secret.Name}, and run secrets/create.sh again\" }}}}{{{{ end }}}}\n"));
        return $"{{{{- if {HelmValues.External(workload.Name)} }}}}\n{passwords}{alias.Write()}{Template(ExternalDatastores.PolicyOf(_context, service)).Write()}"
            + $"{{{{- else }}}}\n{string.Concat(workload.All.Select(item => Of(workload, item)))}{{{{- end }}}}\n";
    }

    private string Of(KubernetesWorkload workload, IKubernetesObject<V1ObjectMeta> item)
    {
        var template = Template(item);
        var spec = HelmTemplate.Find(template.Root, "spec");
        template.Replace(spec, "replicas", HelmValues.Workload(workload.Name, "replicas"));
        foreach (var (key, value) in new[] { ("minReplicas", "minReplicas"), ("minReplicaCount", "minReplicas"), ("maxReplicas", "maxReplicas"), ("maxReplicaCount", "maxReplicas") })
        {
            template.Replace(spec, key, HelmValues.Workload(workload.Name, value));
        }

        var pod = item is V1CronJob ? HelmTemplate.Find(spec, "jobTemplate", "spec", "template") : HelmTemplate.Find(spec, "template");
        if (HelmTemplate.Find(pod, "spec", "containers") is not null)
        {
            FillPod(template, workload, pod!);
            if (item is V1Deployment or V1StatefulSet)
            {
                var digest = HelmValues.Workload(workload.Name, "secretsDigest");
                template.Set(HelmTemplate.Find(pod, "metadata")!, "annotations", $"with {digest} }}}}{{{{ dict \"{Controllers.SecretsAnnotation}\" . | toJson }}}}{{{{ else }}}}{{}}{{{{ end");
            }
        }

        return template.Write();
    }

    private void FillPod(HelmTemplate template, KubernetesWorkload workload, YamlNode pod)
    {
        foreach (var container in HelmTemplate.Items(HelmTemplate.Find(pod, "spec", "containers")).Concat(HelmTemplate.Items(HelmTemplate.Find(pod, "spec", "initContainers"))))
        {
            var name = HelmTemplate.Find(container, "name")!.ToString();
            var own = name == workload.Name ? name : name.StartsWith(InitialWaits.Prefix, StringComparison.Ordinal) ? name[InitialWaits.Prefix.Length..] : "";
            if (name is InitialWaits.OfServices)
            {
                template.Replace(container, "image", HelmImages.Value(HelmImages.Helper));
            }
            else if (HelmTemplate.Find(container, "image")?.ToString() == _context.Options.KubectlImage && own != workload.Name)
            {
                template.Replace(container, "image", HelmImages.Value(HelmImages.Kubectl));
            }
            else if (_context.Workloads.TryGetValue(own, out var spec))
            {
                template.Replace(container, "image", images.Of(spec));
                template.Replace(container, "resources", $"{HelmValues.Workload(own, "resources")} | toJson");
            }

            foreach (var source in HelmTemplate.Items(HelmTemplate.Find(container, "env")).Select(variable => HelmTemplate.Find(variable, "valueFrom", "configMapKeyRef")))
            {
                if (HelmTemplate.Find(source, "name")?.ToString() == Variables.Settings)
                {
                    template.Replace(source, "name", "include \"settings\" .");
                }
            }
        }
    }

    // What every object has: its namespace, and the names of jobs.
    private HelmTemplate Template(IKubernetesObject<V1ObjectMeta> item)
    {
        var template = new HelmTemplate(item);
        var metadata = HelmTemplate.Find(template.Root, "metadata")!;
        if (item is V1Namespace)
        {
            template.Replace(metadata, "name", ".Release.Namespace");
        }
        else
        {
            template.Set(metadata, "namespace", ".Release.Namespace");
        }

        foreach (var subject in HelmTemplate.Items(HelmTemplate.Find(template.Root, "subjects")))
        {
            template.Set(subject, "namespace", ".Release.Namespace");
        }

        foreach (var scalar in HelmTemplate.Scalars(template.Root).Where(scalar => scalar.Value is not null))
        {
            foreach (var job in objects.Workloads.Where(workload => workload.Job is not null && scalar.Value!.EndsWith(workload.Job.Metadata.Name, StringComparison.Ordinal)))
            {
                scalar.Value = scalar.Value![..^job.Job!.Metadata.Name.Length] + template.Mark($"include \"job.{job.Name}\" .");
            }

            var suffix = $".{_context.Namespace}.svc:";
            if (scalar.Value!.IndexOf(suffix, StringComparison.Ordinal) is > 0 and var at && item.Kind is "ScaledObject")
            {
                scalar.Value = $"{scalar.Value[..at]}.{template.Mark(".Release.Namespace")}.svc:{scalar.Value[(at + suffix.Length)..]}";
            }
        }

        return template;
    }
}
