using System.Globalization;
using System.Text;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Files;

/// <summary>Puts the settings of an overlay where no reference can stand: into host names, and into the settings of jobs.</summary>
internal static class Replacements
{
    public static string Write(KubernetesContext context)
    {
        var targets = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var setting in JobSettings.Read(context))
        {
            Add(targets, setting.Name, Target("ConfigMap", Variables.JobSettings, [$"data.{setting.Name}"]));
        }

        AddHosts(context, targets);
        if (targets.Count == 0)
        {
            return "replacements: []\n";
        }

        var text = new StringBuilder("replacements:\n");
        foreach (var (setting, list) in targets)
        {
            text.Append(CultureInfo.InvariantCulture, $"- source:\n    kind: ConfigMap\n    name: {Variables.Settings}\n    fieldPath: data.{setting}\n  targets:\n");
            list.ForEach(target => text.Append(target));
        }

        return text.ToString();
    }

    private static void AddHosts(KubernetesContext context, SortedDictionary<string, List<string>> targets)
    {
        var hosts = Routes.Hosts(Routes.Of(context));
        for (var i = 0; i < hosts.Count; i++)
        {
            for (var piece = 0; piece < hosts[i].Pieces.Count; piece++)
            {
                if (hosts[i].Pieces[piece] is ParameterPiece parameter)
                {
                    AddHost(context, targets, parameter.Parameter, i, IndexOf(hosts[i], piece));
                }
            }
        }
    }

    private static void AddHost(KubernetesContext context, SortedDictionary<string, List<string>> targets, string parameter, int host, int? index)
    {
        var number = host.ToString(CultureInfo.InvariantCulture);
        if (context.Options.Routing.Kind is RoutingKind.Ingress)
        {
            Add(targets, parameter, Target("Ingress", context.Stack, [$"spec.rules.{number}.host", $"spec.tls.0.hosts.{number}"], index));
        }
        else
        {
            Add(targets, parameter, Target("Gateway", context.Stack, [$"spec.listeners.{number}.hostname"], index));
            Add(targets, parameter, Target("HTTPRoute", Gateways.RouteName(context, host), ["spec.hostnames.0"], index));
        }
    }

    // Which of the parts between dots it is; null for the whole name.
    private static int? IndexOf(Value host, int piece) => host.Pieces.Count == 1
        ? null
        : host.Pieces.Take(piece).Sum(before => before is TextPiece text ? text.Text.Count(letter => letter is '.') : 0);

    private static void Add(SortedDictionary<string, List<string>> targets, string setting, string target)
    {
        if (!targets.TryGetValue(setting, out var list))
        {
            targets[setting] = list = [];
        }

        list.Add(target);
    }

    private static string Target(string kind, string name, IEnumerable<string> fields, int? index = null) =>
        $"  - select:\n      kind: {kind}\n      name: {name}\n    fieldPaths:\n{string.Concat(fields.Select(field => $"    - {field}\n"))}"
        + (index is { } number ? string.Create(CultureInfo.InvariantCulture, $"    options:\n      delimiter: '.'\n      index: {number}\n") : "");
}
