using System.Reflection;

namespace Devstack.Hosting.Tests.PublicApi;

/// <summary>An AppHost that compiles against the integrations of this repository compiles against upstream's packages, too.</summary>
public class PublicApiTests
{
    public static TheoryData<string> Assemblies =>
    [
        "Aspire.Hosting.MySql",
        "Aspire.Hosting.MongoDB",
        "Aspire.Hosting.Elasticsearch",
        "CommunityToolkit.Aspire.Hosting.Meilisearch",
        "CommunityToolkit.Aspire.Hosting.MailPit",
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AnIntegrationHasNothingThatItsPackageLacks(string assembly)
    {
        var ours = PublicApiListing.Of(Assembly.Load(assembly));

        Assert.Empty(ours.Except(Upstream(assembly)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void AnIntegrationLacksNothingThatItsPackageHas(string assembly)
    {
        var ours = PublicApiListing.Of(Assembly.Load(assembly));

        var current = Upstream(assembly).Where(line => !line.Contains("{obsolete}", StringComparison.Ordinal));
        Assert.Empty(current.Except(ours).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AListingTellsMembersOfAllKindsApart()
    {
        var lines = PublicApiListing.Of(typeof(DistributedApplication).Assembly);

        Assert.Contains("abstract class Aspire.Hosting.ApplicationModel.ContainerFileSystemItem", lines);
        Assert.Contains("property Aspire.Hosting.ApplicationModel.ContainerFileBase.Contents : string { get; set; }", lines);
        Assert.Contains("property Aspire.Hosting.ApplicationModel.ValueProviderContext.Caller : Aspire.Hosting.ApplicationModel.IResource { get; init; }", lines);
        Assert.Contains("field Aspire.Hosting.ApplicationModel.KnownResourceStates.Running : string static", lines);
    }

    private static string[] Upstream(string assembly) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PublicApi", $"{assembly}.txt"));
}
