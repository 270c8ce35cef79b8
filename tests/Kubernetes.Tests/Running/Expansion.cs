using System.Text;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>What the kubelet does with <c>$(NAME)</c> and <c>$$</c> in variables, commands, arguments and probes.</summary>
/// <remarks>After k8s.io/kubernetes/third_party/forked/golang/expansion: a reference to an unknown name stays as it is.</remarks>
internal static class Expansion
{
    public static string Of(string text, IReadOnlyDictionary<string, string?> variables)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not '$' || i + 1 == text.Length)
            {
                result.Append(text[i]);
            }
            else if (text[i + 1] is '$')
            {
                result.Append('$');
                i++;
            }
            else if (text[i + 1] is '(' && text.IndexOf(')', i) is > 0 and var end)
            {
                var name = text[(i + 2)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                i = end;
            }
            else
            {
                result.Append('$');
            }
        }

        return result.ToString();
    }
}
