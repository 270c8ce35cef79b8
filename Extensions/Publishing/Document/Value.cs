namespace Devstack.Publishing.Document;

/// <summary>A value in pieces: text that is known now, and parameters that are known where the stack is deployed.</summary>
/// <param name="Pieces">The pieces, in order; two texts are never neighbours.</param>
public sealed record Value(IReadOnlyList<Piece> Pieces)
{
    /// <summary>A value of text alone.</summary>
    public static Value Of(string text) => new(text.Length == 0 ? [] : [new TextPiece(text)]);

    /// <summary>The parameters in it.</summary>
    public IEnumerable<ParameterPiece> Parameters => Pieces.OfType<ParameterPiece>();

    /// <summary>The text, when it is text alone; else <see langword="null"/>.</summary>
    public string? AsText => Pieces switch
    {
        [] => "",
        [TextPiece text] => text.Text,
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Concat(Pieces);
}

/// <summary>A part of a <see cref="Value"/>.</summary>
public abstract record Piece;

/// <summary>Text that is known now.</summary>
/// <param name="Text">The text.</param>
public sealed record TextPiece(string Text) : Piece
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>The value of a parameter.</summary>
/// <param name="Parameter">The parameter's name in <see cref="DeploymentDocument.Parameters"/>.</param>
/// <param name="IsSecret">Whether it is secret.</param>
/// <param name="Encoding">How the value is spelled here.</param>
public sealed record ParameterPiece(string Parameter, bool IsSecret, ValueEncoding Encoding) : Piece
{
    /// <inheritdoc/>
    public override string ToString() => Encoding is ValueEncoding.Uri ? $"{{{Parameter}:uri}}" : $"{{{Parameter}}}";
}

/// <summary>How a parameter's value is spelled in a value.</summary>
public enum ValueEncoding
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Percent-encoded by RFC 3986: all but letters, digits and <c>-._~</c>.</summary>
    Uri,
}

/// <summary>A variable of an environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record VariableSpec(string Name, Value Value);
