using System.Globalization;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Helm;

/// <summary>The images of a chart, each with a key in its values: a new version is one line.</summary>
internal sealed class HelmImages
{
    public const string Helper = "helper";
    public const string Kubectl = "kubectl";

    private readonly Dictionary<string, string> _keys = [];
    private readonly KubernetesContext _context;

    public HelmImages(KubernetesContext context)
    {
        _context = context;
        foreach (var reference in context.Published.Select(workload => Containers.ImageOf(context, workload.Image)).Distinct())
        {
            var name = reference.Split('@')[0].Split('/')[^1].Split(':')[0];
            var key = name;
            for (var number = 2; All.Any(image => image.Key == key); number++)
            {
                key = string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            }

            _keys[reference] = key;
        }
    }

    /// <summary>Keys and references, in the order of the model.</summary>
    public IEnumerable<(string Key, string Reference)> All => _keys.Select(pair => (pair.Value, pair.Key)).Append((Helper, _context.Options.HelperImage)).Append((Kubectl, _context.Options.KubectlImage));

    /// <summary>The expression for a workload's image.</summary>
    public string Of(WorkloadSpec workload) => Value(_keys[Containers.ImageOf(_context, workload.Image)]);

    /// <summary>The expression for an image by its key.</summary>
    public static string Value(string key) => $"index .Values.images \"{key}\"";
}
