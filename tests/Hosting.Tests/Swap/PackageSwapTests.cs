using System.Text.Json;
using Devstack.Tests;

namespace Devstack.Hosting.Tests.Swap;

/// <summary>One property decides whether the integrations are this repository's or upstream's packages.</summary>
public class PackageSwapTests
{
    private static readonly string[] s_integrations =
    [
        "Aspire.Hosting.Elasticsearch",
        "Aspire.Hosting.MongoDB",
        "Aspire.Hosting.MySql",
        "CommunityToolkit.Aspire.Hosting.MailPit",
        "CommunityToolkit.Aspire.Hosting.Meilisearch",
    ];

    [Fact]
    public async Task TheRepositorysIntegrationsAreProjects()
    {
        var items = await EvaluateAsync(useAspirePackages: false);

        Assert.Equal(s_integrations, Integrations(items, "ProjectReference").Select(Path.GetFileNameWithoutExtension));
        Assert.Empty(Integrations(items, "PackageReference"));
    }

    [Fact]
    public async Task UpstreamsIntegrationsArePackages()
    {
        var items = await EvaluateAsync(useAspirePackages: true);

        Assert.Equal(s_integrations, Integrations(items, "PackageReference"));
        Assert.Empty(Integrations(items, "ProjectReference"));
    }

    [Fact]
    public async Task EachPackageHasACentralVersion()
    {
        var items = await EvaluateAsync(useAspirePackages: true);

        var versions = items.GetProperty("PackageVersion").EnumerateArray()
            .ToDictionary(item => item.GetProperty("Identity").GetString()!, item => item.GetProperty("Version").GetString()!);
        Assert.All(s_integrations, name => Assert.Matches(@"^13\.\d+\.\d+$", versions[name]));
    }

    [Fact]
    public async Task AnAppHostDoesNotTakeAnIntegrationForAService()
    {
        var items = await EvaluateAsync(useAspirePackages: false);

        Assert.All(items.GetProperty("ProjectReference").EnumerateArray(), reference =>
            Assert.Equal("false", reference.GetProperty("IsAspireProjectResource").GetString()));
    }

    private static IEnumerable<string> Integrations(JsonElement items, string kind) => items.GetProperty(kind).EnumerateArray()
        .Select(item => item.GetProperty("Identity").GetString()!)
        .Where(name => s_integrations.Contains(kind == "ProjectReference" ? Path.GetFileNameWithoutExtension(name) : name))
        .OrderBy(name => Path.GetFileName(name), StringComparer.Ordinal);

    private static async Task<JsonElement> EvaluateAsync(bool useAspirePackages)
    {
        var output = await ExternalProgram.RunAsync(
            "dotnet",
            [
                "msbuild", Repository.PathTo("tests", "Hosting.Tests", "Hosting.Tests.csproj"),
                "-getItem:PackageReference", "-getItem:ProjectReference", "-getItem:PackageVersion",
                $"-p:UseAspirePackages={(useAspirePackages ? "true" : "false")}",
            ],
            TestContext.Current.CancellationToken);

        return JsonDocument.Parse(output).RootElement.GetProperty("Items");
    }
}
