using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Files;
using Devstack.Tests;

namespace Devstack.OpenEdx.Tests.Options;

/// <summary>Each part can be off, or a server outside of the stack, and the rest knows nothing of it.</summary>
public sealed class APartThatIsNotThere
{
    [Theory]
    [MemberData(nameof(PartsOfReleases.Without), MemberType = typeof(PartsOfReleases))]
    public Task IsLeftAloneInADevstack(string release, string part, string yaml) => CheckAsync(release, part, StackModel.Running(yaml));

    [Theory]
    [MemberData(nameof(PartsOfReleases.Without), MemberType = typeof(PartsOfReleases))]
    public Task IsLeftAloneWhereItIsPublished(string release, string part, string yaml) => CheckAsync(release, part, StackModel.Published(yaml));

    // Else a rest that knew it by another form of address would pass for one that doesn't know it.
    [Theory]
    [InlineData("mysql")]
    [InlineData("mongodb")]
    [InlineData("redis")]
    [InlineData("meilisearch")]
    [InlineData("minio")]
    [InlineData("notes")]
    [InlineData("codejail")]
    [InlineData("elasticsearch")]
    public async Task IsKnownToOthersWhereItIsThere(string name)
    {
        using var stack = StackModel.Published("release: verawood\nprofile: full");

        var texts = new List<string>();
        foreach (var container in stack.Model.Resources.OfType<ContainerResource>())
        {
            texts.AddRange((await TextsAsync(stack, container)).Values);
        }

        Assert.Contains(texts, AddressOf([name]).IsMatch);
    }

    private static Regex AddressOf(IEnumerable<string> names) => new(
        // As a URL has it, or as a setting by the name of HOST.
        $"(?<![\\w.-])({string.Join('|', names)}):[0-9]{{2,5}}\\b|(?i:host\"?[:=]) ?[\"'\\[]?({string.Join('|', names)})[\"'\\]]?$",
        RegexOptions.Multiline);

    private static async Task CheckAsync(string release, string part, StackModel stack)
    {
        using (stack)
        {
            // Published, mail without a server of one's own goes to a relay whether the catcher is on or off.
            var gone = PartsOfReleases.ContainersOf(part).Where(name => name != "smtp" || stack.Platform.Options.External.Smtp.IsUsed).ToList();
            Assert.Empty(stack.Containers.Intersect(gone));
            Assert.Empty(Dangling(stack));

            var address = AddressOf(gone);
            foreach (var container in stack.Model.Resources.OfType<ContainerResource>())
            {
                Assert.All(await TextsAsync(stack, container), text => Assert.False(address.IsMatch(text.Value), $"{release}: {text.Key} of {container.Name} has {address.Match(text.Value)}."));
            }
        }
    }

    private static IEnumerable<string> Dangling(StackModel stack)
    {
        var all = stack.Model.Resources.ToHashSet();
        return stack.Model.Resources.SelectMany(resource => resource.Annotations
            .Select(annotation => annotation switch
            {
                WaitAnnotation wait => wait.Resource,
                ConnectsToAnnotation edge => edge.Resource,
                RouteAnnotation route => route.Upstream.Resource,
                _ => null,
            })
            .Where(other => other is not null && !all.Contains(other))
            .Select(other => $"{resource.Name} -> {other!.Name}"));
    }

    private static async Task<IReadOnlyDictionary<string, string>> TextsAsync(StackModel stack, ContainerResource container)
    {
        var texts = container.Annotations.OfType<TextFileAnnotation>().ToDictionary(file => file.Path, file => file.Text());
        texts["the environment"] = string.Join('\n', (await stack.EnvironmentAsync(container.Name)).Select(variable => $"{variable.Key}={variable.Value}"));
        texts["the command"] = string.Join('\n', await stack.ArgumentsAsync(container.Name));
        return texts;
    }
}
