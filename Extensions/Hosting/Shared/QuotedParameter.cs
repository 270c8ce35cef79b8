using System.Data.Common;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A parameter's value as an ADO.NET connection string has to spell it: quoted where it must be. Compiled into each integration that has such a string.</summary>
internal sealed class QuotedParameter(ParameterResource parameter) : IExpressionValue, IValueWithReferences
{
    public string ValueExpression => parameter.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [parameter];

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        await parameter.GetValueAsync(cancellationToken) is { } value ? Quote(value) : null;

    internal static string Quote(string value)
    {
        const string Key = "k";
        var pair = new StringBuilder();
        DbConnectionStringBuilder.AppendKeyValuePair(pair, Key, value);
        return pair.ToString(Key.Length + 1, pair.Length - Key.Length - 1); // what follows "k="
    }
}
