using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Devstack.Tests;

namespace Devstack.AppHost.Tests;

/// <summary>What <c>./devstack publish --target compose</c> writes for a platform.</summary>
public sealed partial class PublishingToCompose
{
    private const string Configuration = "name: courses\nhost: courses.example.org\n";

    [Theory]
    [InlineData("miniature", "compose.yaml")]
    [InlineData("verawood", "compose.yaml")]
    [InlineData("verawood", "config/proxy/etc/caddy/Caddyfile")]
    [InlineData("verawood", "README.md")]
    [InlineData("verawood", "secrets/README.md")]
    [InlineData("verawood", ".env.example")]
    public async Task TheFilesAreThese(string release, string file)
    {
        using var folder = new AppHostFolder($"{Configuration}release: {release}\n");

        await PublishAsync(folder);

        var text = await File.ReadAllTextAsync(PathOf(folder, file), TestContext.Current.CancellationToken);
        Golden.Matches(Stable(text), test: $"{release}.{file.Split('/')[^1].TrimStart('.')}{(file.StartsWith("secrets", StringComparison.Ordinal) ? ".secrets" : "")}");
    }

    [Theory]
    [InlineData("miniature", "standard")]
    [InlineData("verawood", "standard")]
    [InlineData("miniature", "full")]
    [InlineData("sumac", "full")]
    [InlineData("verawood", "full")]
    public async Task TwoRunsWriteTheSameBytesWithNothingOfThisMachineAndNoSecret(string release, string profile)
    {
        var configuration = $"{Configuration}release: {release}\nprofile: {profile}\n";
        using var first = new AppHostFolder(configuration);
        using var second = new AppHostFolder(configuration);

        await PublishAsync(first);
        await PublishAsync(second);

        Assert.Equal(Hashes(first), Hashes(second));
        var root = RepositoryRoot();
        Assert.All(Texts(first), text =>
        {
            Assert.DoesNotContain(first.Path, text.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(root, text.Text, StringComparison.Ordinal);
            // As a word: a short name is in some hash or other of a lock file.
            Assert.DoesNotMatch($@"\b{Regex.Escape(Environment.MachineName)}\b", text.Text);
        });
        Assert.Empty(Texts(first).Where(text => LooksSecret().IsMatch(text.Text)).Select(text => text.Path));
    }

    // What this machine's store of secrets holds is in none of the files: the platform ran here before.
    [Fact]
    public async Task ASecretOfThisMachineIsInNoFile()
    {
        const string Known = "known-to-this-machine-";
        string[] parameters =
        [
            "mysql-password", "mongodb-password", "redis-password", "meilisearch-masterKey", "openedx-secret-key", "openedx-mysql-password", "openedx-cms-oauth-secret", "openedx-jwt-key",
            "minio-password", "openedx-minio-secret-key", "openedx-notes-secret-key", "openedx-discovery-mysql-password", "openedx-credentials-oauth-secret", "openedx-xqueue-password",
        ];
        using var folder = new AppHostFolder($"{Configuration}release: miniature\nprofile: full\n");

        var publish = await AppHostProcess.RunAsync(
            folder, parameters.ToDictionary(name => $"Parameters__{name}", string? (name) => Known + name), "publish", "--target", "compose", "--output", "out");

        Assert.True(publish.ExitCode == 0, publish.ToString());
        Assert.DoesNotContain(Known, publish.Output + publish.Error, StringComparison.Ordinal);
        Assert.Empty(Texts(folder).Where(text => text.Text.Contains(Known, StringComparison.Ordinal)).Select(text => text.Path));
    }

    [Fact]
    public async Task AspiresOwnArgumentsDoTheSame()
    {
        using var folder = new AppHostFolder($"{Configuration}release: miniature\n");
        await PublishAsync(folder);
        var byVerb = Hashes(folder);

        var publish = await AppHostProcess.RunAsync(folder, "--operation", "publish", "--step", "publish-compose", "--output-path", System.IO.Path.Combine(folder.Path, "out"));

        Assert.True(publish.ExitCode == 0, publish.ToString());
        Assert.Equal(byVerb, Hashes(folder));
    }

    [Fact]
    public async Task SoDoesTheAspireCommandFromTheFolderOfTheConfiguration()
    {
        using var folder = new AppHostFolder($"{Configuration}release: miniature\n");
        await PublishAsync(folder);
        var byVerb = Hashes(folder);
        Directory.Delete(PathOf(folder, ""), recursive: true);

        var publish = await AppHostProcess.RunAsAspireAsync(folder, "--operation", "publish", "--step", "publish-compose", "--output-path", System.IO.Path.Combine(folder.Path, "out"));

        Assert.True(publish.ExitCode == 0, publish.ToString());
        Assert.Equal(byVerb, Hashes(folder));
    }

    // Aspire keeps the values of parameters for the next call when one of its own steps has asked for them.
    [Fact]
    public async Task AspiresOwnStateIsNoObstacle()
    {
        using var folder = new AppHostFolder($"{Configuration}release: miniature\n");
        var parameters = await AppHostProcess.RunAsync(folder, "--operation", "publish", "--step", "process-parameters", "--output-path", System.IO.Path.Combine(folder.Path, "out"));
        Assert.True(parameters.ExitCode == 0, parameters.ToString());
        Assert.NotEmpty(Directory.EnumerateFiles(folder.Home, "production.json", SearchOption.AllDirectories));

        await PublishAsync(folder);
    }

    [Fact]
    public async Task AnUnknownTargetIsNamedAndNothingIsWritten()
    {
        using var folder = new AppHostFolder("release: miniature\n");

        var publish = await AppHostProcess.RunAsync(folder, "publish", "--target", "componse", "--output", "out");

        Assert.Equal(2, publish.ExitCode);
        Assert.StartsWith("There is no target 'componse'. Did you mean 'compose'? There ", publish.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(System.IO.Path.Combine(folder.Path, "out")));
    }

    [Fact]
    public async Task WhatIsForDevelopmentIsNotPublished()
    {
        using var folder = new AppHostFolder($"{Configuration}release: miniature\ncheckouts:\n  - edx-platform\n");
        foreach (var part in new[] { "lms", "cms" })
        {
            Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, "edx-platform", part));
        }

        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.Path, "edx-platform", "manage.py"), "", TestContext.Current.CancellationToken);

        await PublishAsync(folder);

        var compose = await File.ReadAllTextAsync(PathOf(folder, "compose.yaml"), TestContext.Current.CancellationToken);
        Assert.All(["devstack/openedx-dev", "runserver", "watchmedo", "devstack_reloader", "5678", "mailpit", "debugpy", "envs.devstack"], word => Assert.DoesNotContain(word, compose, StringComparison.Ordinal));
        Assert.False(File.Exists(PathOf(folder, "config/lms/manage.py")));
    }

    private static async Task PublishAsync(AppHostFolder folder)
    {
        var publish = await AppHostProcess.RunAsync(folder, "publish", "--target", "compose", "--output", "out");
        Assert.True(publish.ExitCode == 0, publish.ToString());
    }

    private static string PathOf(AppHostFolder folder, string file) => System.IO.Path.Combine(folder.Path, "out/compose", file);

    private static IEnumerable<string> Files(AppHostFolder folder) =>
        Directory.EnumerateFiles(PathOf(folder, ""), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static IEnumerable<(string Path, string Text)> Texts(AppHostFolder folder) => Files(folder)
        .Select(file => (System.IO.Path.GetRelativePath(PathOf(folder, ""), file), File.ReadAllText(file)));

    private static List<string> Hashes(AppHostFolder folder) => [.. Files(folder).Select(file =>
        $"{System.IO.Path.GetRelativePath(PathOf(folder, ""), file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))} {File.GetUnixFileMode(file)}")];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder!.FullName, "Devstack.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    // The content of what is built here, and of files that have golden files of their own.
    private static string Stable(string text) => HashesInFiles().Replace(BuiltHere().Replace(text, "$1:HASH"), "$1HASH");

    [GeneratedRegex("(devstack/[a-z-]+):[0-9a-f]{12}")]
    private static partial Regex BuiltHere();

    [GeneratedRegex("(sha256:|devstack[.]files: |    - )'?(?:[0-9a-f]{64}|[0-9a-f]{16})\\b'?")]
    private static partial Regex HashesInFiles();

    // A private key, a password in a URL, or a value after a word that means one.
    [GeneratedRegex("BEGIN [A-Z ]*PRIVATE KEY|://[a-z]+:[A-Za-z0-9]{8,}@|(?i:password|secret|masterkey)['\"]?: ['\"][A-Za-z0-9+/]{16,}['\"]")]
    private static partial Regex LooksSecret();
}
