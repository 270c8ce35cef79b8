using System.Runtime.CompilerServices;
using Xunit;

namespace Devstack.Tests;

/// <summary>Compares a whole output with a file beside the test, <c>Golden/&lt;class&gt;.&lt;test&gt;.txt</c>;
/// <c>UPDATE_GOLDEN=1</c> rewrites it.</summary>
internal static class Golden
{
    public static void Matches(string actual, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var golden = Path.Combine(Path.GetDirectoryName(file)!, "Golden", $"{Path.GetFileNameWithoutExtension(file)}.{test}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(golden)!);
            File.WriteAllText(golden, actual);
        }

        Assert.True(File.Exists(golden), $"There is no {golden}. Create it with UPDATE_GOLDEN=1, and read it.");
        Assert.Equal(File.ReadAllText(golden), actual);
    }
}
