using System.Globalization;
using System.Text;

namespace Devstack.Kubernetes.Document;

/// <summary>Texts in the syntax of manifests.</summary>
public static class KubernetesText
{
    /// <summary>Text that the kubelet gives on as it is: in variables, commands, arguments and probes it takes <c>$(NAME)</c> for a reference and <c>$$</c> for a dollar sign.</summary>
    /// <param name="text">The text; more may follow it.</param>
    public static string Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            literal.Append(text[i]);
            if (text[i] is '$' && (i + 1 == text.Length || text[i + 1] is '$' or '('))
            {
                literal.Append('$');
            }
        }

        return literal.ToString();
    }

    /// <summary>The name of a variable for a parameter: <c>mysql-password</c> is <c>MYSQL_PASSWORD</c>.</summary>
    internal static string VariableOf(string parameter) =>
        string.Concat(parameter.ToUpperInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    /// <summary>Whole seconds, rounded up, at least one.</summary>
    internal static int Seconds(TimeSpan time) => (int)Math.Max(1, Math.Ceiling(time.TotalSeconds));

    /// <summary>Mebibytes, rounded up.</summary>
    internal static string Memory(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 1048575) / 1048576}Mi");

    /// <summary>Thousandths of a processor.</summary>
    internal static string Cpus(double count) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(count * 1000)}m");
}
