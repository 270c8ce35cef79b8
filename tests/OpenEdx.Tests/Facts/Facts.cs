using System.Runtime.CompilerServices;

namespace Devstack.OpenEdx.Tests;

/// <summary>The lists of this folder.</summary>
internal static class Facts
{
    /// <summary>The lines of a list.</summary>
    public static IEnumerable<string> Read(string file) => File.ReadLines(Path.Combine(Folder(), file)).Where(line => line.Length > 0);

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
