using System.Globalization;

namespace Devstack.CommandLine.Output;

/// <summary>A length of time as people read it: <c>3.4 s</c>, <c>75 s</c>, <c>4 min 10 s</c>.</summary>
internal static class Seconds
{
    public static string Text(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)} min {(int)(seconds % 60)} s"),
    };
}
