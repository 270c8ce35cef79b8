using System.Security.Cryptography;
using System.Text;

namespace Devstack.Publishing.Output;

/// <summary>A file of a target's output.</summary>
/// <param name="Path">Its path below the output folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="IsExecutable">Whether it may be run.</param>
public sealed record PublishedFile(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable = false)
{
    /// <summary>Whether the file is the user's: written when it isn't there, and never touched again.</summary>
    public bool IsUsers { get; init; }

    private const string Notice = "Generated: changes made here are put aside (.orig) by the next publish. sha256:";

    /// <summary>A text file, whose lines end with a line feed.</summary>
    public static PublishedFile Text(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A text file whose first line says that it is generated, and holds the hash of the lines below.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="body">The lines below.</param>
    /// <param name="comment">Begins a comment, for example <c># </c>.</param>
    /// <param name="end">Ends a comment; empty when the line's end does.</param>
    public static PublishedFile WithHeader(string path, string body, string comment = "# ", string end = "") =>
        Text(path, $"{comment}{Notice}{HashOf(Encoding.UTF8.GetBytes(body))}{end}\n{body}");

    internal string Hash => HashOf(Content.Span);

    internal static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
