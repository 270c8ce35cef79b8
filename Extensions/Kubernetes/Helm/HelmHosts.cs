using System.Globalization;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Helm;

/// <summary>The host names of a chart: those that are fixed in the model are values by the name of who answers, the others are made of settings.</summary>
internal sealed class HelmHosts(KubernetesContext context)
{
    private readonly IReadOnlyList<RouteSpec> _routes = Routes.Of(context);

    /// <summary>The fixed ones: key and host name.</summary>
    public IEnumerable<(string Key, string Host)> Fixed => Routes.Hosts(_routes).Where(host => host.AsText is not null).Select(host => (KeyOf(host), host.AsText!));

    /// <summary>Puts values in the place of the host names in an object that routes.</summary>
    public void Replace(HelmTemplate template)
    {
        foreach (var host in Routes.Hosts(_routes))
        {
            var text = Routes.Text(context, host);
            foreach (var scalar in HelmTemplate.Scalars(template.Root).Where(scalar => scalar.Value == text))
            {
                scalar.Value = host.AsText is not null
                    ? template.Mark($"index .Values.hosts \"{KeyOf(host)}\"")
                    : string.Concat(host.Pieces.Select(piece => piece is ParameterPiece parameter ? template.Mark(HelmValues.Setting(parameter.Parameter)) : piece.ToString()));
            }
        }
    }

    // A service may answer to several names: lms, lms-2.
    private string KeyOf(Value host)
    {
        var service = ServiceOf(host);
        var number = Routes.Hosts(_routes).Where(other => ServiceOf(other) == service).Select(other => other.ToString()).ToList().IndexOf(host.ToString()) + 1;
        return number == 1 ? service : string.Create(CultureInfo.InvariantCulture, $"{service}-{number}");
    }

    private string ServiceOf(Value host) => _routes.First(route => route.Host.ToString() == host.ToString()).Service;
}
