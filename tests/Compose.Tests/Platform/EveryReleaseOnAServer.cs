using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using Devstack.OpenEdx.Releases;
using Devstack.Publishing.Document;
using Devstack.Tests;
using Xunit;

namespace Devstack.Compose.Tests.Platform;

/// <summary>What the whole platform of each release becomes, with all that it has.</summary>
public sealed class EveryReleaseOnAServer
{
    private const string Full = "profile: full\nservices: {beat: true}";

    // Docker's own ranges of addresses are 31, and a server has other networks, too.
    private const int NetworksAtMost = 14;

    public static TheoryData<string> Releases => [.. ReleaseCatalog.All.Select(release => release.Name)];

    public static TheoryData<string, string> RealReleases
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var release in ReleaseCatalog.All.Where(release => release.Support is ReleaseSupport.Full && release.Name != "miniature"))
            {
                all.Add(release.Name, "profile: standard");
                all.Add(release.Name, Full);
            }

            return all;
        }
    }

    // Who shares a network with a datastore can log in to it, or try.
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task ADatastoreIsReachedByExactlyThoseThatWorkWithIt(string release)
    {
        var document = await PlatformModel.ReadAsync($"release: {release}\n{Full}");
        var published = new Published(document);
        var stores = document.Services.Where(service => service.Network is NetworkPurpose.Data or NetworkPurpose.Store or NetworkPurpose.Sandbox).Select(service => service.Name).ToList();
        Assert.Superset(new HashSet<string>(["mysql", "mongodb", "redis"]), stores.ToHashSet());

        var inGraph = document.Workloads
            .SelectMany(workload => workload.ConnectsTo.Where(stores.Contains), (workload, store) => $"{workload.Name} -> {store}");
        var inFile = document.Workloads
            .SelectMany(workload => stores.Where(store => store != workload.Name && Share(published, workload.Name, store)), (workload, store) => $"{workload.Name} -> {store}");

        Assert.Equal(inGraph.Order(StringComparer.Ordinal), inFile.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task AServerHasAddressesForItsNetworks(string release)
    {
        var published = new Published(await PlatformModel.ReadAsync($"release: {release}\n{Full}"));

        Assert.InRange(published.Networks.Count, 1, NetworksAtMost);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task NothingThatKeepsDataOrTimeIsToldToBeScaled(string release)
    {
        var document = await PlatformModel.ReadAsync($"release: {release}\n{Full}");

        var readme = new Published(document)["README.md"];
        var scaled = Regex.Match(readme, "What can be scaled: ([^.]+)[.]").Groups[1].Value.Split(", ");
        Assert.Contains("lms", scaled);
        Assert.Contains($"--scale {scaled[^1]}=3", readme, StringComparison.Ordinal);
        Assert.DoesNotContain(scaled, name => name is "mysql" or "mongodb" or "redis" or "meilisearch" or "elasticsearch" or "minio" or "lms-beat" or "proxy");
    }

    [Theory]
    [MemberData(nameof(RealReleases))]
    public async Task DockerComposeTakesTheFile(string release, string yaml)
    {
        using var folder = new TemporaryFolder();
        await new Published(await PlatformModel.ReadAsync($"release: {release}\n{yaml}")).WriteAsync(folder.Path);
        var secrets = await Cli.Wrap("sh").WithArguments([folder.Of("secrets/create.sh")]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        Assert.True(secrets.ExitCode == 0, secrets.StandardError);

        await new ComposeCommand(folder.Path, "courses").RunOrFailAsync("--profile", "*", "config", "--quiet");
    }

    private static bool Share(Published published, string one, string other) =>
        published.Has(one, "networks") && published.List(one, "networks").Intersect(published.List(other, "networks")).Any();
}
