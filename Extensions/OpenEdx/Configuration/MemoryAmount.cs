using System.Globalization;

namespace Devstack.OpenEdx.Configuration;

/// <summary>An amount of memory as people write it.</summary>
internal static class MemoryAmount
{
    /// <summary>The bytes of <c>512m</c>, <c>1.5g</c>, ...: powers of 1024.</summary>
    /// <param name="text">A number and <c>k</c>, <c>m</c> or <c>g</c>; checked before.</param>
    public static long Parse(string text)
    {
        var unit = char.ToLowerInvariant(text[^1]) switch { 'k' => 1L << 10, 'm' => 1L << 20, _ => 1L << 30 };
        return (long)(decimal.Parse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * unit);
    }
}
