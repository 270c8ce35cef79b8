using Aspire.Hosting;
using Devstack.Compose.Document;
using Devstack.Hosting.Containers.Files;
using Xunit;

namespace Devstack.Compose.Tests;

public sealed class ChangingAService
{
    [Fact]
    public async Task TheAppHostHasTheLastWord()
    {
        var published = await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1").PublishAsComposeService(service =>
        {
            service.Restart = "always";
            service.SecurityOptions.Clear();
            service.Labels["price"] = ComposeText.Literal("5 $");
        }));

        Assert.Equal("always", published.Text("web", "restart"));
        Assert.Equal("5 $$", published.Text("web", "labels", "price"));
        Assert.False(published.Has("web", "security_opt"));
    }

    [Fact]
    public async Task AnotherContentOfAFileMakesAnotherContainer()
    {
        static Task<Published> WithAsync(string text) => Published.FromAsync(builder =>
            builder.AddContainer("web", "some/web", "1").WithTextFile("/etc/web.conf", () => text));

        var (one, other) = (await WithAsync("1"), await WithAsync("2"));

        Assert.NotEqual(one.Text("web", "labels", "devstack.files"), other.Text("web", "labels", "devstack.files"));
    }

    [Fact]
    public async Task AFileThatServicesHaveInCommonIsThereOnce()
    {
        var published = await Published.FromAsync(builder =>
        {
            foreach (var (name, own) in new[] { ("a", "1"), ("b", "2") })
            {
                var container = builder.AddContainer(name, "some/web", "1");
                container.WithTextFile("/etc/common.conf", () => "same");
                container.WithTextFile("/etc/own.conf", () => own);
            }
        });

        Assert.Equal(
            ["config/_shared/etc/common.conf", "config/a/etc/own.conf", "config/b/etc/own.conf"],
            published.Files.Select(file => file.Path).Where(path => path.StartsWith("config/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }
}
