using System.Security.Cryptography;

namespace Devstack.Publishing.Document;

/// <summary>An open file of a container or of a build context.</summary>
/// <param name="Path">In a container the whole path, in a build context the path below it; always with forward slashes.</param>
/// <param name="Content">The bytes.</param>
/// <param name="IsExecutable">Whether it may be run.</param>
public sealed record FileSpec(string Path, ReadOnlyMemory<byte> Content, bool IsExecutable)
{
    /// <summary>The hash of the content.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Content.Span));
}

/// <summary>A file whose whole content is one secret.</summary>
/// <param name="Path">The whole path inside the container.</param>
/// <param name="Secret">The name of the <see cref="SecretSpec"/>.</param>
/// <param name="Encoding">How the value is spelled in the file.</param>
/// <param name="Owner">The only user id that may read it; <see langword="null"/> when the reader's id isn't known, so that anyone in the container may.</param>
public sealed record SecretFileSpec(string Path, string Secret, ValueEncoding Encoding, int? Owner);

/// <summary>Data that outlives containers.</summary>
/// <param name="Name">A name that stays the same wherever the checkout lies.</param>
/// <param name="UsedBy">The workloads that mount it, by name. One that mounts it alone owns it.</param>
public sealed record VolumeSpec(string Name, IReadOnlyList<string> UsedBy);

/// <summary>A volume inside a container.</summary>
/// <param name="Volume">The name of the <see cref="VolumeSpec"/>.</param>
/// <param name="Path">Where it is seen.</param>
/// <param name="IsReadOnly">Whether it may only be read.</param>
public sealed record MountSpec(string Volume, string Path, bool IsReadOnly);
