using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads the values of one workload into pieces, and notes on the way what they refer to.</summary>
internal sealed class ValueReader(ReadingContext context, IResource resource, string workload)
{
    private readonly SortedSet<string> _connections = new(StringComparer.Ordinal);

    /// <summary>The workloads whose endpoints were in the values.</summary>
    public IReadOnlyCollection<string> Connections => _connections;

    /// <summary>Reads one value.</summary>
    /// <param name="value">What a callback of the model gave.</param>
    /// <param name="place">Where it stands, for messages: <c>environment variable X</c>.</param>
    public Value Read(object? value, string place)
    {
        var pieces = new List<Piece>();
        var text = new StringBuilder();
        foreach (var piece in Pieces(value, ValueEncoding.Plain, place))
        {
            if (piece is TextPiece known)
            {
                text.Append(known.Text);
                continue;
            }

            Flush();
            pieces.Add(piece);
        }

        Flush();
        return new Value(pieces);

        void Flush()
        {
            if (text.Length > 0)
            {
                pieces.Add(new TextPiece(text.ToString()));
                text.Clear();
            }
        }
    }

    /// <summary>Reads a parameter that is used as it is, and notes the use.</summary>
    public ParameterPiece Read(ParameterResource parameter, ValueEncoding encoding) =>
        context.Parameters.Use(parameter, encoding, workload);

    /// <summary>The workload and the port behind an endpoint, noted as a connection; <see langword="null"/> after a problem.</summary>
    public (string Workload, int Port)? Read(EndpointReference endpoint, string place)
    {
        if (context.Names.Find(endpoint.Resource) is not { } name)
        {
            context.Problems.Add(resource.Name, $"refers in its {place} to '{endpoint.Resource.Name}', which {context.Target.Name} doesn't publish. " +
                "Publish it, too, or exclude both.");
            return null;
        }

        if (!endpoint.Exists || (endpoint.EndpointAnnotation.TargetPort ?? endpoint.EndpointAnnotation.Port) is not { } port)
        {
            context.Problems.Add(resource.Name, $"refers in its {place} to the endpoint '{endpoint.EndpointName}' of '{endpoint.Resource.Name}', which has no port. Give it a targetPort.");
            return null;
        }

        if (name != workload)
        {
            _connections.Add(name);
        }

        return (name, port);
    }

    // The order matters: most of these types are manifest expressions as well.
    private IEnumerable<Piece> Pieces(object? value, ValueEncoding encoding, string place) => value switch
    {
        null => [],
        string text => Text(text, encoding),
        bool flag => Text(flag ? "true" : "false", encoding),
        ParameterResource parameter => [Read(parameter, encoding)],
        IResourceBuilder<ParameterResource> builder => [Read(builder.Resource, encoding)],
        EndpointReference endpoint => Endpoint(endpoint.Property(EndpointProperty.Url), encoding, place),
        EndpointReferenceExpression expression => Endpoint(expression, encoding, place),
        ReferenceExpression { IsConditional: true } conditional => Conditional(conditional, encoding, place),
        ReferenceExpression expression => Composite(expression, encoding, place),
        ConnectionStringReference { Resource: var connected } => Pieces(connected, encoding, place),
        IResourceBuilder<IResourceWithConnectionString> builder => Pieces(builder.Resource, encoding, place),
        IResourceWithConnectionString connected => Pieces(connected.ConnectionStringExpression, encoding, place),
        Uri uri => Text(uri.ToString(), encoding),
        IManifestExpressionProvider or IValueProvider => Unknown(value, place),
        IFormattable formattable => Text(formattable.ToString(null, CultureInfo.InvariantCulture), encoding),
        _ => Unknown(value, place),
    };

    private static IEnumerable<Piece> Text(string text, ValueEncoding encoding) =>
        [new TextPiece(encoding is ValueEncoding.Uri ? Uri.EscapeDataString(text) : text)];

    private IEnumerable<Piece> Unknown(object value, string place)
    {
        context.Problems.Add(resource.Name, $"has in its {place} a value of type {value.GetType().Name}, which can't be published. " +
            "Use text, parameters, endpoints and reference expressions made of them.");
        return [];
    }

    private IEnumerable<Piece> Endpoint(EndpointReferenceExpression expression, ValueEncoding encoding, string place)
    {
        if (Read(expression.Endpoint, place) is not { } found)
        {
            return [];
        }

        var annotation = expression.Endpoint.EndpointAnnotation;
        var port = found.Port.ToString(CultureInfo.InvariantCulture);
        var text = expression.Property switch
        {
            EndpointProperty.Url => $"{annotation.UriScheme}://{found.Workload}:{port}",
            EndpointProperty.Host or EndpointProperty.IPV4Host => found.Workload,
            EndpointProperty.Port or EndpointProperty.TargetPort => port,
            EndpointProperty.HostAndPort => $"{found.Workload}:{port}",
            EndpointProperty.Scheme => annotation.UriScheme,
            EndpointProperty.TlsEnabled => annotation.TlsEnabled ? bool.TrueString : bool.FalseString,
            _ => null,
        };
        return text is null ? Unknown(expression, $"{place} (endpoint property {expression.Property})") : Text(text, encoding);
    }

    private IEnumerable<Piece> Conditional(ReferenceExpression expression, ValueEncoding encoding, string place)
    {
        if (Read(expression.Condition, place).AsText is not { } condition)
        {
            context.Problems.Add(resource.Name, $"has in its {place} a value that depends on a parameter, which is known only where the stack is deployed. " +
                "Decide it in the AppHost, or let the container decide.");
            return [];
        }

        var holds = string.Equals(condition, expression.MatchValue, StringComparison.OrdinalIgnoreCase);
        return Pieces(holds ? expression.WhenTrue : expression.WhenFalse, encoding, place);
    }

    // A composite format: {0} stands for a provider, {{ and }} for braces.
    private IEnumerable<Piece> Composite(ReferenceExpression expression, ValueEncoding outer, string place)
    {
        var format = expression.Format;
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is '{' or '}' && i + 1 < format.Length && format[i + 1] == format[i])
            {
                text.Append(format[i++]);
            }
            else if (format[i] is '{')
            {
                if (text.Length > 0)
                {
                    yield return new TextPiece(text.ToString());
                    text.Clear();
                }

                var end = format.IndexOf('}', i);
                if (end < 0 || !int.TryParse(format.AsSpan(i + 1, end - i - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= expression.ValueProviders.Count)
                {
                    context.Problems.Add(resource.Name, $"has in its {place} a lone brace: '{format}'. In the text of a reference expression that is built by hand, a brace is written twice.");
                    yield break;
                }

                var encoding = expression.StringFormats[index] switch
                {
                    null => outer,
                    "uri" => ValueEncoding.Uri,
                    var other => UnknownFormat(other, place),
                };
                foreach (var piece in Pieces(expression.ValueProviders[index], encoding, place))
                {
                    yield return piece;
                }

                i = end;
            }
            else
            {
                text.Append(format[i]);
            }
        }

        if (text.Length > 0)
        {
            yield return new TextPiece(text.ToString());
        }
    }

    private ValueEncoding UnknownFormat(string format, string place)
    {
        context.Problems.Add(resource.Name, $"has in its {place} a value with the format ':{format}', which can't be published; ':uri' can.");
        return ValueEncoding.Plain;
    }
}
