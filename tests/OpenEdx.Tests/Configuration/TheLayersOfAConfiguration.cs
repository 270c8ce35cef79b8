using CsCheck;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Tests.Configuration;

public class TheLayersOfAConfiguration
{
    [Fact]
    public void AreNotNeeded()
    {
        using var folder = new ConfigurationFolder();

        var options = folder.Load().Options;

        Assert.Equal("verawood", options.Release);
        Assert.Equal("devstack-verawood", options.Name);
        Assert.Equal("local.openedx.io", options.Host);
        Assert.Equal("contact@local.openedx.io", options.ContactEmail);
        Assert.Empty(folder.Load().Warnings);
    }

    [Fact]
    public void AreTheFileThenTheLocalFileThenTheEnvironmentThenTheCommandLine()
    {
        using var folder = ConfigurationFolder.With("release: sumac\nhost: file.org\nplatformName: File\nlanguage: de\n")
            .File("devstack.local.yaml", "host: local.org\nplatformName: Local\nlanguage: fr\n")
            .Variable("DEVSTACK__PLATFORMNAME", "Environment")
            .Variable("DEVSTACK__LANGUAGE", "es")
            .Set("language", "it");

        var options = folder.Load().Options;

        Assert.Equal(("sumac", "local.org", "Environment", "it"), (options.Release, options.Host, options.PlatformName, options.Language));
    }

    [Fact]
    public void PutMappingsOverEachOtherAndReplaceLists()
    {
        using var folder = ConfigurationFolder.With("ports: {lms: 1, cms: 2}\npipRequirements: [a, b]\n")
            .File("devstack.local.yaml", "ports: {cms: 3, mysql: 4}\npipRequirements: [c]\n");

        var options = folder.Load().Options;

        Assert.Equal(["lms: 1", "cms: 3", "mysql: 4"], options.Ports.Select(port => $"{port.Key}: {port.Value}"));
        Assert.Equal(["c"], options.PipRequirements);
    }

    [Fact]
    public void GoBackToTheDefaultWithAnEmptyValue()
    {
        using var folder = ConfigurationFolder.With("host: file.org\nports: {lms: 1, cms: 2}\n")
            .File("devstack.local.yaml", "host:\nports: {lms: ~}\n");

        var loaded = folder.Load();

        Assert.Equal("local.openedx.io", loaded.Options.Host);
        Assert.Equal(["cms"], loaded.Options.Ports.Keys);
        Assert.Equal("devstack.local.yaml:1", loaded.Origin("host").ToString());
    }

    [Fact]
    public void IgnoreASectionThatIsOnlyAHeading()
    {
        using var folder = ConfigurationFolder.With("ports:\n  lms: 1\nexternal:\n  mysql:\n").Set("ports", "").Set("pipRequirements", "");

        Assert.Equal(1, folder.Load().Options.Ports["lms"]);
    }

    [Fact]
    public void KeepAnyYamlInSettings()
    {
        using var folder = ConfigurationFolder.With("""
            settings:
              lms:
                TEXT: "8000"
                NUMBER: 8000
                REAL: 1.0
                HUGE: 1e300
                FLAG: true
                NOTHING:
                WORD: yes
                LIST: [1, a, {b: c}]
                CACHES: {default: {KEY_PREFIX: a}, general: {KEY_PREFIX: b}}
            """)
            .Set("settings.lms.CACHES.general.KEY_PREFIX", "c")
            .Variable("DEVSTACK__SETTINGS__LMS__FROM_ENVIRONMENT", "{A: 1}");

        Assert.Equal(
            """{"TEXT":"8000","NUMBER":8000,"REAL":1.0,"HUGE":1E+300,"FLAG":true,"NOTHING":null,"WORD":"yes","LIST":[1,"a",{"b":"c"}],"CACHES":{"default":{"KEY_PREFIX":"a"},"general":{"KEY_PREFIX":"c"}},"FROM_ENVIRONMENT":{"A":1}}""",
            folder.Load().Options.Settings["lms"].ToJsonString());
    }

    [Fact]
    public void MayUseAnchorsAndMergeKeys()
    {
        using var folder = ConfigurationFolder.With("""
            settings:
              lms: &shared
                A: 1
                B: 2
              cms:
                <<: *shared
                B: 3
            """);

        Assert.Equal("""{"B":3,"A":1}""", folder.Load().Options.Settings["cms"].ToJsonString());
    }

    [Fact]
    public void TellNamesInVariablesFromNamesOfFlags()
    {
        using var folder = new ConfigurationFolder()
            .Variable("DEVSTACK__MEMORY__LMS_WORKER", "2g")
            .Variable("DEVSTACK__FEATURES__ENABLE_X", "true")
            .Variable("DEVSTACK__WEB_WORKERS__LMS", "4")
            .Variable("DEVSTACK__EXTERNAL__MONGODB__REPLICASET", "rs0")
            .Variable("DEVSTACK__CHECKOUTS__1", "/b")
            .Variable("DEVSTACK__CHECKOUTS__0", "/a")
            .Variable("DEVSTACK__PIPREQUIREMENTS", "['django>=4,<6', xblock]")
            .Variable("DEVSTACK_HOME", "no setting")
            .Variable("PATH", "no setting");

        var options = folder.Load().Options;

        Assert.Equal("2g", options.Memory["lms-worker"]);
        Assert.True(options.Features["ENABLE_X"]);
        Assert.Equal(4, options.WebWorkers.Lms);
        Assert.Equal("rs0", options.External.MongoDB.ReplicaSet);
        Assert.Equal(["/a", "/b"], options.Checkouts);
        Assert.Equal(["django>=4,<6", "xblock"], options.PipRequirements);
    }

    [Fact]
    public void KeepDotsInTheNamesOfFlags()
    {
        using var folder = new ConfigurationFolder().Set("features.discussions.enable_discussions_mfe", "true");

        Assert.True(folder.Load().Options.Features["discussions.enable_discussions_mfe"]);
    }

    [Fact]
    public void StartRelativePathsAtTheirOwnFolder()
    {
        using var folder = new ConfigurationFolder()
            .File("team/devstack.yaml", "checkouts: [edx-platform/, ~/xblock, /abs]\ntheme: {folder: themes/mine}\n")
            .File("team/themes/mine/README", "").File("mine.py", "")
            .Variable("HOME", "/home/me")
            .Set("pythonSettings.lms", "mine.py");

        var options = folder.Load("team/devstack.yaml").Options;

        Assert.Equal([folder.At("team/edx-platform"), "/home/me/xblock", "/abs"], options.Checkouts);
        Assert.Equal(folder.At("team/themes/mine"), options.Theme.Folder);
        Assert.Equal(folder.At("mine.py"), options.PythonSettings["lms"]);
    }

    [Fact]
    public void FindTheLocalFileBesideTheFileOfTheCommandLine()
    {
        using var folder = ConfigurationFolder.With("host: no.org\n").File("devstack.local.yaml", "host: no.org\n")
            .File("x/staging.yaml", "host: a.org\n").File("x/staging.local.yaml", "host: b.org\n");

        var loaded = folder.Load("x/staging.yaml");

        Assert.Equal(("b.org", "x/staging.local.yaml:1"), (loaded.Options.Host, loaded.Origin("host").ToString()));
    }

    [Fact]
    public void WarnOfWhatIsProbablyNotMeant()
    {
        using var folder = new ConfigurationFolder().File("devstack.yml", "host: a\n")
            .File("devstack.local.yaml", "release: koa\nservices:\n  notes: false\nsettings:\n  lms:\n    STRIPE_API_KEY: hunter2\n");

        Assert.Equal(
            [
                "devstack.yml: it is not read. Rename it to devstack.yaml.",
                "devstack.local.yaml:1: 'koa' is only a step of an upgrade, it is not run for people. Take sumac or a later one.",
                "devstack.local.yaml:6: 'settings.lms.STRIPE_API_KEY' looks like a secret, and this place is meant to be read.",
            ],
            folder.Load().Warnings.Select(warning => warning.ToString()));
    }

    [Fact]
    public void ComposeSoThatTheLastOneWinsAndNothingIsLost()
    {
        var routes = new[] { "lms", "cms", "mysql", "redis", "mail" };
        var ports = Gen.Dictionary(Gen.Int[0, routes.Length - 1].Select(index => routes[index]), Gen.Int[1, 65535])[0, routes.Length];

        Gen.Select(ports, ports, ports, ports).Sample(
            (file, local, environment, commandLine) =>
            {
                using var folder = ConfigurationFolder.With(Yaml(file)).File("devstack.local.yaml", Yaml(local));
                foreach (var (route, port) in environment)
                {
                    folder.Variable($"DEVSTACK__PORTS__{route.ToUpperInvariant()}", $"{port}");
                }

                foreach (var (route, port) in commandLine)
                {
                    folder.Set($"ports.{route}", $"{port}");
                }

                IDictionary<string, int>[] layers = [file, local, environment, commandLine];
                var expected = layers.SelectMany(layer => layer).GroupBy(port => port.Key).ToDictionary(same => same.Key, same => same.Last().Value);
                if (expected.Values.Distinct().Count() < expected.Count)
                {
                    return; // one port for two routes is an error of its own
                }

                var loaded = folder.Load();

                Assert.Equal(expected.OrderBy(port => port.Key), loaded.Options.Ports.OrderBy(port => port.Key));
                foreach (var route in expected.Keys)
                {
                    var explanation = Assert.Single(loaded.Explain($"ports.{route}"));
                    var said = layers.Index().Where(layer => layer.Item.ContainsKey(route)).Reverse().ToList();
                    Assert.Equal(said.Select(layer => (SettingLayer)(layer.Index + 1)), explanation.Overridden.Select(value => value.Origin.Layer).Prepend(explanation.Origin.Layer));
                    Assert.Equal(said.Select(layer => $"{layer.Item[route]}"), explanation.Overridden.Select(value => value.Value).Prepend(explanation.Value));
                }
            },
            iter: 200);
    }

    private static string Yaml(IDictionary<string, int> ports) =>
        "ports:\n" + string.Concat(ports.Select(port => $"  {port.Key}: {port.Value}\n"));
}
