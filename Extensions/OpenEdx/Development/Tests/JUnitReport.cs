using System.Xml.Linq;

namespace Devstack.OpenEdx.Development.Tests;

/// <summary>Makes one JUnit report of several.</summary>
internal static class JUnitReport
{
    public static async Task MergeAsync(IEnumerable<string> files, string target, CancellationToken cancellationToken)
    {
        var suites = new XElement("testsuites");
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            var report = await XDocument.LoadAsync(stream, LoadOptions.None, cancellationToken);
            suites.Add(report.Root!.DescendantsAndSelf("testsuite"));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        await using var output = File.Create(target);
        await new XDocument(suites).SaveAsync(output, SaveOptions.None, cancellationToken);
    }
}
