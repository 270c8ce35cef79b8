using Aspire.Hosting;
using Xunit;

namespace Devstack.Compose.Tests;

public sealed class CreatingSecrets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task WhatIsMissingIsMadeForItsOwnerAloneAndWhatIsThereStays()
    {
        await (await Published.FromAsync(Shop.Describe)).WriteAsync(_folder.Path);
        _folder.Write("secrets/cache-password", "mine");

        var first = await Secrets.TryCreateAsync(_folder);
        var second = await Secrets.TryCreateAsync(_folder);

        Assert.Equal("Made secrets/mysql-password.\nMade secrets/signing-key.\n", first.StandardOutput);
        Assert.Equal("", second.StandardOutput);
        Assert.Equal("mine", await ReadAsync("cache-password"));
        Assert.Matches("^[-_.{}~()*+!A-Za-z0-9]{22}$", await ReadAsync("mysql-password"));
        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----\n", await ReadAsync("signing-key"), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Of("secrets/mysql-password")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Of("secrets")));
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(_folder.Of("secrets/readers/999/mysql-password")));
    }

    [Fact]
    public async Task WhatAPersonHasToGiveIsNamed()
    {
        await (await Published.FromAsync(builder => builder.AddContainer("web", "some/web", "1")
            .WithEnvironment("A", builder.AddParameter("mail-password", secret: true))
            .WithEnvironment("B", builder.AddParameter("map-key", secret: true)))).WriteAsync(_folder.Path);

        var result = await Secrets.TryCreateAsync(_folder);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("These are yours to write; see secrets/README.md: secrets/mail-password secrets/map-key\n", result.StandardError);
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> ReadAsync(string secret) => File.ReadAllTextAsync(_folder.Of($"secrets/{secret}"), TestContext.Current.CancellationToken);
}
