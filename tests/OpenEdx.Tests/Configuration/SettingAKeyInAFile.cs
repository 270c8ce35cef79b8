using CsCheck;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Tests.Configuration;

public class SettingAKeyInAFile
{
    private const string File = """
        # The team's devstack.
        release: "sumac"   # until the summer

        ports:
          # the LMS
          lms: 8000 # as always
          cms: 8001
        # mail goes out here
        external: {smtp: {host: mail.example.org}}
        checkouts:
        - ../edx-platform
        - ../xblock
        memory:
        # the end

        """;

    public static TheoryData<string, string, string, string> Edits => new()
    {
        { "release", "teak", "release: \"sumac\"   # until", "release: teak   # until" },
        { "ports.lms", "8100", "lms: 8000 # as", "lms: 8100 # as" },
        { "ports.mysql", "3307", "  cms: 8001\n", "  cms: 8001\n  mysql: 3307\n" },
        { "external.smtp.host", "b.org", "host: mail.example.org}", "host: b.org}" },
        { "external.smtp.port", "587", "mail.example.org}", "mail.example.org, port: 587}" },
        { "external.mysql.host", "db.org", "mail.example.org}}", "mail.example.org}, mysql: {host: db.org}}" },
        { "checkouts", "[/a, /b]", "checkouts:\n- ../edx-platform\n- ../xblock\n", "checkouts: [/a, /b]\n" },
        { "memory.lms", "2g", "memory:\n", "memory:\n  lms: 2g\n" },
        { "platformName", "Mine: #1", "memory:\n", "memory:\nplatformName: \"Mine: #1\"\n" },
        { "settings.lms.A", "{b: [1, 2]}", "memory:\n", "memory:\nsettings:\n  lms:\n    A: {b: [1, 2]}\n" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task ChangesThatAndNothingElse(string key, string value, string before, string after)
    {
        using var folder = ConfigurationFolder.With(File);

        await ConfigurationFile.SetAsync(folder.At("devstack.yaml"), key, value, TestContext.Current.CancellationToken);

        Assert.Equal(File.Replace(before, after, StringComparison.Ordinal), await Text(folder));
        Assert.NotEqual(File, await Text(folder));
        folder.Load();
    }

    [Fact]
    public async Task CreatesTheFile()
    {
        using var folder = new ConfigurationFolder();

        await ConfigurationFile.SetAsync(folder.At("devstack.yaml"), "ports.lms", "8100", TestContext.Current.CancellationToken);

        Assert.Equal("ports:\n  lms: 8100\n", await Text(folder));
    }

    [Fact]
    public async Task KeepsTheLineEndsOfWindows()
    {
        using var folder = ConfigurationFolder.With("ports:\r\n  lms: 8000");

        await ConfigurationFile.SetAsync(folder.At("devstack.yaml"), "ports.cms", "8100", TestContext.Current.CancellationToken);

        Assert.Equal("ports:\r\n  lms: 8000\r\n  cms: 8100\r\n", await Text(folder));
    }

    [Theory]
    [InlineData("ports.lms", "abc", "--set ports.lms: 'ports.lms' is 'abc', not a port (1-65535).")]
    [InlineData("port.lms", "1", "--set port.lms: unknown key 'port'. Did you mean 'ports'?")]
    public async Task RefusesWhatIsWrong(string key, string value, string error)
    {
        using var folder = ConfigurationFolder.With(File);

        var thrown = await Assert.ThrowsAsync<DevstackConfigurationException>(
            () => ConfigurationFile.SetAsync(folder.At("devstack.yaml"), key, value, TestContext.Current.CancellationToken));

        Assert.Equal(error, thrown.Message);
        Assert.Equal(File, await Text(folder));
    }

    [Fact]
    public async Task LeavesAValueAloneThatStandsBehindAnAnchor()
    {
        const string Shared = "settings:\n  lms: &all {A: 1}\n  cms: *all\n";
        using var folder = ConfigurationFolder.With(Shared);

        await Assert.ThrowsAsync<DevstackConfigurationException>(
            () => ConfigurationFile.SetAsync(folder.At("devstack.yaml"), "settings.cms.A", "2", TestContext.Current.CancellationToken));

        Assert.Equal(Shared, await Text(folder));
        Assert.Equal(["devstack.yaml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void ReadsBackWhateverTheTextWas()
    {
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 1, 12], Gen.String[Gen.Char['\u00a1', '\u2fff'], 0, 3]).Sample(
            (ascii, other) =>
            {
                // On its own it is YAML's word for nothing: it takes the key back to its default.
                var text = ascii + other is "~" ? "~~" : ascii + other;
                using var folder = ConfigurationFolder.With(File);

                ConfigurationFile.SetAsync(folder.At("devstack.yaml"), "platformName", text).GetAwaiter().GetResult();

                var options = folder.Load().Options;
                Assert.Equal(text, options.PlatformName);
                Assert.Equal(("sumac", 8000, 8001, "mail.example.org", 2), (options.Release, options.Ports["lms"], options.Ports["cms"], options.External.Smtp.Host, options.Checkouts.Count));
            },
            iter: 500);
    }

    private static Task<string> Text(ConfigurationFolder folder) =>
        System.IO.File.ReadAllTextAsync(folder.At("devstack.yaml"), TestContext.Current.CancellationToken);
}
