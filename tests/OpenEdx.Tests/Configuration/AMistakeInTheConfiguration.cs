using System.Text.Json.Nodes;
using Devstack.OpenEdx.Configuration;

namespace Devstack.OpenEdx.Tests.Configuration;

public class AMistakeInTheConfiguration
{
    /// <summary>Each option, wrong once: the YAML below a comment line, and what is said.</summary>
    public static TheoryData<string, string, string> WrongValues => new()
    {
        { "name", "name: My Stack", "devstack.yaml:2: 'name' is 'My Stack', not a name of lower-case letters, digits and dashes." },
        { "release", "release: verawod", "devstack.yaml:2: 'release' is 'verawod', not one of koa, lilac, maple, nutmeg, olive, palm, quince, redwood, sumac, teak, ulmo, verawood, master, miniature. Did you mean 'verawood'?" },
        { "host", "host: http://example.org", "devstack.yaml:2: 'host' is 'http://example.org', not a host name." },
        { "hosts", "hosts:\n  cms: studio_1", "devstack.yaml:3: 'hosts.cms' is 'studio_1', not a host name." },
        { "platformName", "platformName: [a]", "devstack.yaml:2: 'platformName' is a list, not a text." },
        { "contactEmail", "contactEmail: me", "devstack.yaml:2: 'contactEmail' is 'me', not an e-mail address." },
        { "language", "language: English", "devstack.yaml:2: 'language' is 'English', not a language code such as 'en' or 'pt-br'." },
        { "languages", "languages:\n  - en\n  - de_DE", "devstack.yaml:4: 'languages.1' is 'de_DE', not a language code such as 'en' or 'pt-br'." },
        { "checkouts", "checkouts: ../edx-platform", "devstack.yaml:2: 'checkouts' is '../edx-platform', not a list. Write [../edx-platform]." },
        { "servicePackages", "servicePackages:\n  notes: ../client", "devstack.yaml:3: 'servicePackages.notes' is '../client', not a list. Write [../client]." },
        { "waitForDebugger", "waitForDebugger: [mysql]", "devstack.yaml:2: 'waitForDebugger.0' is 'mysql', not a service with a debugger's port: lms|cms|lms-worker|cms-worker|notes|xqueue|xqueue-consumer|discovery|credentials|ecommerce|ecommerce-worker." },
        { "telemetry", "telemetry: on", "devstack.yaml:2: 'telemetry' is 'on', not true or false." },
        { "ports", "ports:\n  lms: abc", "devstack.yaml:3: 'ports.lms' is 'abc', not a port (1-65535)." },
        { "features", "features:\n  ENABLE_X: yes", "devstack.yaml:3: 'features.ENABLE_X' is 'yes', not true or false." },
        { "settings", "settings:\n  lms: X", "devstack.yaml:3: 'settings.lms' is 'X', not a mapping of settings." },
        { "pythonSettings", "pythonSettings:\n  lms: [a.py]", "devstack.yaml:3: 'pythonSettings.lms' is a list, not a text." },
        { "secretFiles", "secretFiles:\n  mysql-password: [a]", "devstack.yaml:3: 'secretFiles.mysql-password' is a list, not a text." },
        { "images", "images:\n  mysql: mysql:latest", "devstack.yaml:3: 'images.mysql' is 'mysql:latest', not a whole image reference with a tag (not 'latest') or a digest." },
        { "registry", "registry: https://registry.example.org", "devstack.yaml:2: 'registry' is 'https://registry.example.org', not a registry such as 'registry.example.org/mirror'." },
        { "services", "services: [notes]", "devstack.yaml:2: 'services' is a list, not keys with true or false each." },
        { "profile", "profile: ful", "devstack.yaml:2: 'profile' is 'ful', not one of standard, minimal, full. Did you mean 'full'?" },
        { "workers.lms", "workers:\n  lms: 0", "devstack.yaml:3: 'workers.lms' is '0', not a number of processes (1-256)." },
        { "workers.cms", "workers:\n  cms: many", "devstack.yaml:3: 'workers.cms' is 'many', not a number of processes (1-256)." },
        { "webWorkers.lms", "webWorkers:\n  lms: 1.5", "devstack.yaml:3: 'webWorkers.lms' is '1.5', not a number of processes (1-256)." },
        { "webWorkers.cms", "webWorkers:\n  cms: 999", "devstack.yaml:3: 'webWorkers.cms' is '999', not a number of processes (1-256)." },
        { "memory", "memory:\n  lms: lots", "devstack.yaml:3: 'memory.lms' is 'lots', not an amount of memory such as '512m' or '2g'." },
        { "pipRequirements", "pipRequirements:\n  - {a: b}", "devstack.yaml:3: 'pipRequirements.0' is a mapping, not a text." },
        { "theme.name", "theme:\n  name: a/b", "devstack.yaml:3: 'theme.name' is 'a/b', not the name of a folder." },
        { "theme.folder", "theme:\n  folder: {a: b}", "devstack.yaml:3: 'theme.folder' is a mapping, not a text." },
        { "themes", "themes:\n  - {a: b}", "devstack.yaml:3: 'themes.0' is a mapping, not a text." },
        { "sites", "sites:\n  a.org: a/b", "devstack.yaml:3: 'sites.a.org' is 'a/b', not the name of a theme." },
        { "publish.tls", "publish:\n  tls: off", "devstack.yaml:3: 'publish.tls' is 'off', not one of automatic, internal, external, none." },
        { "publish.httpPort", "publish:\n  httpPort: http", "devstack.yaml:3: 'publish.httpPort' is 'http', not a port (1-65535)." },
        { "publish.httpsPort", "publish:\n  httpsPort: 0", "devstack.yaml:3: 'publish.httpsPort' is '0', not a port (1-65535)." },
        { "publish.replicas", "publish:\n  replicas:\n    lms: 0", "devstack.yaml:4: 'publish.replicas.lms' is '0', not a number of containers (1-100)." },
        { "publish.readOnlyRoot", "publish:\n  readOnlyRoot: 1", "devstack.yaml:3: 'publish.readOnlyRoot' is '1', not true or false." },
        { "publish.mailCatcher", "publish:\n  mailCatcher: 1", "devstack.yaml:3: 'publish.mailCatcher' is '1', not true or false." },
        { "publish.backup", "publish:\n  backup: daily", "devstack.yaml:3: 'publish.backup' is 'daily', not a schedule such as '30 2 * * *', or 'off'." },
        { "publish.schedules", "publish:\n  schedules:\n    expired-tokens: daily", "devstack.yaml:4: 'publish.schedules.expired-tokens' is 'daily', not a schedule such as '30 2 * * *', or 'off'." },
        { "publish.keepBackups", "publish:\n  keepBackups: 0", "devstack.yaml:3: 'publish.keepBackups' is '0', not a number of copies (1-1000)." },
        { "publish.kubernetes.namespace", "publish:\n  kubernetes:\n    namespace: A b", "devstack.yaml:4: 'publish.kubernetes.namespace' is 'A b', not a name of lower-case letters, digits and dashes." },
        { "publish.kubernetes.keda", "publish:\n  kubernetes:\n    keda: 1", "devstack.yaml:4: 'publish.kubernetes.keda' is '1', not true or false." },
        { "publish.kubernetes.routing", "publish:\n  kubernetes:\n    routing: nginx", "devstack.yaml:4: 'publish.kubernetes.routing' is 'nginx', not one of ingress, gateway." },
        { "publish.kubernetes.routingClass", "publish:\n  kubernetes:\n    routingClass: []", "devstack.yaml:4: 'publish.kubernetes.routingClass' is a list, not the name of a class." },
        { "publish.kubernetes.proxyNamespace", "publish:\n  kubernetes:\n    proxyNamespace: A", "devstack.yaml:4: 'publish.kubernetes.proxyNamespace' is 'A', not the name of a namespace." },
        { "publish.kubernetes.clusterIssuer", "publish:\n  kubernetes:\n    clusterIssuer: A b", "devstack.yaml:4: 'publish.kubernetes.clusterIssuer' is 'A b', not the name of a ClusterIssuer." },
        { "publish.kubernetes.bodyLimit", "publish:\n  kubernetes:\n    bodyLimit: 0", "devstack.yaml:4: 'publish.kubernetes.bodyLimit' is '0', not a number of MiB (1-102400)." },
        { "publish.kubernetes.timeout", "publish:\n  kubernetes:\n    timeout: x", "devstack.yaml:4: 'publish.kubernetes.timeout' is 'x', not a number of seconds (1-86400)." },
        { "publish.kubernetes.storageSize", "publish:\n  kubernetes:\n    storageSize: 10GB", "devstack.yaml:4: 'publish.kubernetes.storageSize' is '10GB', not a size such as '10Gi'." },
        { "publish.kubernetes.storageClass", "publish:\n  kubernetes:\n    storageClass: []", "devstack.yaml:4: 'publish.kubernetes.storageClass' is a list, not the name of a StorageClass." },
        { "publish.kubernetes.sharedStorageClass", "publish:\n  kubernetes:\n    sharedStorageClass: {}", "devstack.yaml:4: 'publish.kubernetes.sharedStorageClass' is a mapping, not the name of a StorageClass." },
        { "publish.kubernetes.secrets", "publish:\n  kubernetes:\n    secrets: plain", "devstack.yaml:4: 'publish.kubernetes.secrets' is 'plain', not one of files, externalSecrets, sealedSecrets." },
        { "publish.kubernetes.backupExternal", "publish:\n  kubernetes:\n    backupExternal: 1", "devstack.yaml:4: 'publish.kubernetes.backupExternal' is '1', not true or false." },
        { "publish.kubernetes.secretStore", "publish:\n  kubernetes:\n    secretStore: a b", "devstack.yaml:4: 'publish.kubernetes.secretStore' is 'a b', not the name of a ClusterSecretStore." },
        { "publish.kubernetes.maxReplicas", "publish:\n  kubernetes:\n    maxReplicas:\n      lms: 0", "devstack.yaml:5: 'publish.kubernetes.maxReplicas.lms' is '0', not a number of pods (1-1000)." },
        { "publish.kubernetes.storageSizes", "publish:\n  kubernetes:\n    storageSizes:\n      mysql-data: 10", "devstack.yaml:5: 'publish.kubernetes.storageSizes.mysql-data' is '10', not a size such as '10Gi'." },
        { "publish.kubernetes.reachableNetworks", "publish:\n  kubernetes:\n    reachableNetworks: [10.0.0.1]", "devstack.yaml:4: 'publish.kubernetes.reachableNetworks.0' is '10.0.0.1', not a network such as '10.20.0.0/16'." },
        { "publish.kubernetes.dnsNamespace", "publish:\n  kubernetes:\n    dnsNamespace: Kube_DNS", "devstack.yaml:4: 'publish.kubernetes.dnsNamespace' is 'Kube_DNS', not the name of a namespace." },
        { "publish.kubernetes.dnsLabels", "publish:\n  kubernetes:\n    dnsLabels:\n      k8s-app: a b", "devstack.yaml:5: 'publish.kubernetes.dnsLabels.k8s-app' is 'a b', not the value of a label." },
        { "publish.kubernetes.dnsPort", "publish:\n  kubernetes:\n    dnsPort: 70000", "devstack.yaml:4: 'publish.kubernetes.dnsPort' is '70000', not a port (1-65535)." },
        { "publish.kubernetes.dnsNetworks", "publish:\n  kubernetes:\n    dnsNetworks: [169.254.20.10]", "devstack.yaml:4: 'publish.kubernetes.dnsNetworks.0' is '169.254.20.10', not a network such as '169.254.20.10/32'." },
        { "publish.kubernetes.imagePullSecrets", "publish:\n  kubernetes:\n    imagePullSecrets: [A]", "devstack.yaml:4: 'publish.kubernetes.imagePullSecrets.0' is 'A', not the name of a Secret." },
        { "external.mysql.database", "external:\n  mysql:\n    database: []", "devstack.yaml:4: 'external.mysql.database' is a list, not a text." },
        { "external.mysql.adminUser", "external:\n  mysql:\n    adminUser: []", "devstack.yaml:4: 'external.mysql.adminUser' is a list, not a text." },
        { "external.mongodb.database", "external:\n  mongodb:\n    database: []", "devstack.yaml:4: 'external.mongodb.database' is a list, not a text." },
        { "external.mongodb.authSource", "external:\n  mongodb:\n    authSource: {}", "devstack.yaml:4: 'external.mongodb.authSource' is a mapping, not a text." },
        { "external.mongodb.replicaSet", "external:\n  mongodb:\n    replicaSet: []", "devstack.yaml:4: 'external.mongodb.replicaSet' is a list, not a text." },
        { "external.redis.queueDatabase", "external:\n  redis:\n    queueDatabase: -1", "devstack.yaml:4: 'external.redis.queueDatabase' is '-1', not the number of a database (0-65535)." },
        { "external.redis.cacheDatabase", "external:\n  redis:\n    cacheDatabase: x", "devstack.yaml:4: 'external.redis.cacheDatabase' is 'x', not the number of a database (0-65535)." },
        { "external.search.indexPrefix", "external:\n  search:\n    indexPrefix: []", "devstack.yaml:4: 'external.search.indexPrefix' is a list, not a text." },
        { "external.smtp.implicitTls", "external:\n  smtp:\n    implicitTls: 1", "devstack.yaml:4: 'external.smtp.implicitTls' is '1', not true or false." },
        { "external.codejail.url", "external:\n  codejail:\n    url: codejail", "devstack.yaml:4: 'external.codejail.url' is 'codejail', not an address such as 'http://codejail.example.org:8550'." },
        { "external.lrs.url", "external:\n  lrs:\n    url: lrs.example.org", "devstack.yaml:4: 'external.lrs.url' is 'lrs.example.org', not an address such as 'https://lrs.example.org/xapi/'." },
        { "external.lrs.user", "external:\n  lrs:\n    user: []", "devstack.yaml:4: 'external.lrs.user' is a list, not a text." },
        { "external.lrs.format", "external:\n  lrs:\n    format: scorm", "devstack.yaml:4: 'external.lrs.format' is 'scorm', not one of xapi, caliper." },
        { "frontendPackages", "frontendPackages: ['@edx/brand @ 1']", "devstack.yaml:2: 'frontendPackages.0' is '@edx/brand @ 1', not an npm package such as '@edx/brand@npm:@openedx/brand-openedx@^1.2.3'." },
        { "microFrontends", "microFrontends: [Learner Record]", "devstack.yaml:2: 'microFrontends.0' is 'Learner Record', not the name of a micro-frontend such as 'learner-record'." },
        { "external.s3.bucket", "external:\n  s3:\n    bucket: []", "devstack.yaml:4: 'external.s3.bucket' is a list, not a text." },
        { "external.s3.region", "external:\n  s3:\n    region: []", "devstack.yaml:4: 'external.s3.region' is a list, not a text." },
    };

    /// <summary>What is the same for every server of one's own.</summary>
    public static TheoryData<string, string, string> WrongServerValues => new()
    {
        { "host", "a b", "'a b', not a host name." },
        { "port", "65536", "'65536', not a port (1-65535)." },
        { "user", "[]", "a list, not a text." },
        { "tls", "required", "'required', not true or false." },
        { "caFile", "{}", "a mapping, not a text." },
    };

    private static readonly string[] Servers = ["mysql", "mongodb", "redis", "search", "smtp", "s3"];

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void IsToldWithItsFileAndLine(string option, string yaml, string error)
    {
        using var folder = ConfigurationFolder.With("# the team's\n" + yaml + "\n");

        Assert.Equal(error, folder.Error());
        Assert.Contains(option.Split('.')[0], error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongServerValues))]
    public void IsToldOfEachServerOfOnesOwn(string option, string value, string error)
    {
        foreach (var server in Servers)
        {
            using var folder = ConfigurationFolder.With($"external:\n  {server}:\n    {option}: {value}\n");

            Assert.Equal($"devstack.yaml:3: 'external.{server}.{option}' is {error}", folder.Error());
        }
    }

    [Fact]
    public void IsTestedOfEveryOption()
    {
        var tested = WrongValues.Select(row => row.Data.Item1)
            .Concat(Servers.SelectMany(server => WrongServerValues.Select(row => $"external.{server}.{row.Data.Item1}")));

        Assert.Equal(Keys(JsonNode.Parse(ConfigurationSchema.Write())!, "").Order(), tested.Order());
    }

    [Fact]
    public void IsToldWithTheNearestKey()
    {
        using var folder = ConfigurationFolder.With("""
            release: sumac
            platformname: Mine
            external:
              mysql:
                hots: db.example.org
            colour: red
            """);

        Assert.Equal(
            """
            devstack.yaml:2: unknown key 'platformname'. Did you mean 'platformName'?
            devstack.yaml:5: unknown key 'external.mysql.hots'. Did you mean 'host'?
            devstack.yaml:6: unknown key 'colour'. Known here: name, release, host, hosts, platformName, contactEmail, language, languages, checkouts, servicePackages, waitForDebugger, telemetry, ports, features, settings, pythonSettings, secretFiles, images, registry, services, profile, workers, webWorkers, memory, pipRequirements, microFrontends, frontendPackages, theme, themes, sites, publish, external.
            """,
            folder.Error());
    }

    [Fact]
    public void IsToldTogetherWithThoseOfAllOtherPlaces()
    {
        using var folder = ConfigurationFolder.With("ports:\n  lms: abc\n")
            .File("devstack.local.yaml", "\nhostt: x\n")
            .Variable("DEVSTACK__PORTS__LMS", "70000")
            .Variable("DEVSTACK__PORT__CMS", "8001")
            .Set("ports.lms", "0")
            .Set("profil", "full");

        Assert.Equal(
            """
            devstack.yaml:2: 'ports.lms' is 'abc', not a port (1-65535).
            devstack.local.yaml:2: unknown key 'hostt'. Did you mean 'host'?
            DEVSTACK__PORTS__LMS: 'ports.lms' is '70000', not a port (1-65535).
            DEVSTACK__PORT__CMS: unknown key 'port'. Did you mean 'ports'?
            --set ports.lms: 'ports.lms' is '0', not a port (1-65535).
            --set profil: unknown key 'profil'. Did you mean 'profile'?
            """.Split('\n').Order(),
            folder.Error().Split('\n').Order());
    }

    [Fact]
    public void IsAKeyThatStandsTwice()
    {
        using var folder = ConfigurationFolder.With("host: a.org\nports:\n  lms: 1\n  lms: 2\nhost: b.org\n");

        Assert.Equal(
            "devstack.yaml:4: 'lms' is already in line 3. Remove one of them.\n" +
            "devstack.yaml:5: 'host' is already in line 1. Remove one of them.",
            folder.Error());
    }

    [Theory]
    [InlineData("host: a\nports: [1,\n", 3)]
    [InlineData("host: a\n  port: b\n", 2)]
    [InlineData("host: a\n\tname: b\n", 2)]
    [InlineData("host: *nowhere\n", 1)]
    [InlineData("name: a\nhost: \"open\n\n", 2)]
    public void IsYamlThatCantBeRead(string yaml, int line)
    {
        using var folder = ConfigurationFolder.With(yaml);

        Assert.StartsWith($"devstack.yaml:{line}: YAML can't be read: ", folder.Error(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', folder.Error());
    }

    [Fact]
    public void IsASettingWithoutAKey()
    {
        using var folder = new ConfigurationFolder().Set("", "x");

        Assert.Equal("--set : a key is missing before the '='.", folder.Error());
    }

    [Fact]
    public void IsASecretInAVariable()
    {
        using var folder = new ConfigurationFolder().Variable("DEVSTACK__EXTERNAL__MYSQL__PASSWORD", "hunter2");

        Assert.StartsWith("DEVSTACK__EXTERNAL__MYSQL__PASSWORD: 'external.mysql.password' is a secret", folder.Error(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", folder.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void IsASecondDocument()
    {
        using var folder = ConfigurationFolder.With("host: a\n---\nname: b\n");

        Assert.Equal("devstack.yaml:2: a second document begins here. Keep all settings in one.", folder.Error());
    }

    [Fact]
    public void IsAFileThatIsAList()
    {
        using var folder = ConfigurationFolder.With("- host\n");

        Assert.StartsWith("devstack.yaml:1: the file is a list, not a section with keys (name, release,", folder.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public void IsAFileOfTheCommandLineThatDoesntExist()
    {
        using var folder = ConfigurationFolder.With("host: a\n");

        Assert.Equal(
            "--config staging.yaml: there is no file <folder>/staging.yaml. Create it, or leave out --config to use devstack.yaml.",
            folder.Error("staging.yaml"));
    }

    [Theory]
    [InlineData("mysql", "password", "external-mysql-password")]
    [InlineData("redis", "Password", "external-redis-password")]
    [InlineData("s3", "secretKey", "external-s3-secret-key")]
    [InlineData("search", "token", "external-search-api-key")]
    public void IsASecretWhoseValueIsNotRepeated(string server, string key, string parameter)
    {
        using var folder = ConfigurationFolder.With($"external:\n  {server}:\n    {key}: hunter2\n");

        Assert.Equal(
            $"devstack.yaml:3: 'external.{server}.{key}' is a secret, and this place is meant to be read. Remove it, and run " +
            $"./devstack secrets set {parameter}, or set the variable Parameters__{parameter.Replace('-', '_')}.",
            folder.Error());
    }

    [Fact]
    public void IsAServiceThatTheReleaseDoesntHave()
    {
        using var folder = ConfigurationFolder.With("release: verawood\nservices:\n  notes: true\n  xqueue: true\n  ecommerce: false\n");

        Assert.Equal(
            "devstack.yaml:4: 'verawood' has no service 'xqueue'. It is in: sumac, miniature.",
            folder.Error());
    }

    [Fact]
    public void IsAPortThatIsGivenTwice()
    {
        using var folder = ConfigurationFolder.With("ports:\n  lms: 8000\n").Set("ports.cms", "8000");

        Assert.Equal(
            "--set ports.cms: 'ports.cms' is 8000, which is 'ports.lms' too (devstack.yaml:2). Give one of them another port.",
            folder.Error());
    }

    [Fact]
    public void IsAMostOfPodsThatIsLessThanTheLeast()
    {
        using var folder = ConfigurationFolder.With("publish:\n  replicas: { cms: 3 }\n  kubernetes:\n    maxReplicas:\n      lms: 1\n      cms: 2\n      web: 4\n");

        Assert.Equal(
            """
            devstack.yaml:5: 'publish.kubernetes.maxReplicas.lms' is 1, and 'publish.replicas.lms' is 2. Raise the first, or lower the second.
            devstack.yaml:6: 'publish.kubernetes.maxReplicas.cms' is 2, and 'publish.replicas.cms' is 3. Raise the first, or lower the second.
            devstack.yaml:7: 'publish.kubernetes.maxReplicas.web': 'web' isn't scaled. Known: lms, cms, lms-worker, cms-worker.
            """,
            folder.Error());
    }

    /// <summary>Names that are right in form and stand for nothing: the YAML, and the beginning of what is said.</summary>
    public static TheoryData<string, string> WrongNames => new()
    {
        { "services:\n  note: true", "devstack.yaml:2: there is no service 'note'. Did you mean 'notes'?" },
        { "images:\n  mysq: a/b:1", "devstack.yaml:2: 'images.mysq': 'verawood' has no image 'mysq'. Did you mean 'mysql'?" },
        { "hosts:\n  cmss: a.org", "devstack.yaml:2: 'hosts.cmss': there is no site 'cmss'. Did you mean 'cms'?" },
        { "ports:\n  lsm: 8100", "devstack.yaml:2: 'ports.lsm': nothing has a port by the name 'lsm'. Did you mean 'lms'?" },
        { "settings:\n  lmss: {A: 1}", "devstack.yaml:2: 'settings.lmss': there are no settings of 'lmss'. Did you mean 'lms'?" },
        { "pythonSettings:\n  lms: min.py", "devstack.yaml:2: 'pythonSettings.lms' names '<folder>/min.py', and there is no such file. Did you mean 'mine.py'?" },
        { "servicePackages:\n  note: []", "devstack.yaml:2: 'servicePackages.note': no service beside LMS and Studio is called 'note'. Did you mean 'notes'?" },
        { "servicePackages:\n  notes: [them]", "devstack.yaml:2: 'servicePackages.notes' names '<folder>/them', and there is no such folder. Did you mean 'theme'?" },
        { "servicePackages:\n  notes: [theme]", "devstack.yaml:2: 'servicePackages.notes' names '<folder>/theme', which is no Python package: it has neither setup.py nor pyproject.toml." },
        { "theme:\n  folder: them", "devstack.yaml:2: 'theme.folder' names '<folder>/them', and there is no such folder. Did you mean 'theme'?" },
        { "themes: [them]", "devstack.yaml:1: 'themes' names '<folder>/them', and there is no such folder. Did you mean 'theme'?" },
        { "themes: [theme, team/theme]", "devstack.yaml:1: 'themes' has two called 'theme': <folder>/theme and <folder>/team/theme. Give one of the folders another name." },
        { "sites:\n  Not_a_host: x", "devstack.yaml:2: 'sites' has 'Not_a_host', not a host name such as academy.example.org." },
        { "host: a.org\nsites:\n  a.org: x", "devstack.yaml:3: 'sites' has 'a.org', which is a host of the platform already. Its theme is 'theme.name'." },
        { "external:\n  mysql:\n    caFile: ca.pm", "devstack.yaml:3: 'external.mysql.caFile' names '<folder>/ca.pm', and there is no such file. Did you mean 'ca.pem'?" },
        { "language: fr\nlanguages: [en, de]", "devstack.yaml:2: 'languages' (en, de) lacks 'fr', the language of the platform." },
        { "pipRequirements:\n  - git+https://user:hunter2@example.org/x", "devstack.yaml:1: a requirement of 'pipRequirements' has a user or token in its URL (git+https://***@example.org/x)" },
    };

    [Theory]
    [MemberData(nameof(WrongNames))]
    public void IsANameThatStandsForNothing(string yaml, string error)
    {
        using var folder = ConfigurationFolder.With(yaml + "\n").File("mine.py", "").File("theme/README", "").File("team/theme/README", "").File("ca.pem", "");

        Assert.StartsWith(error, folder.Error(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", folder.Error(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Keys(JsonNode schema, string path) => schema["properties"] is JsonObject properties
        ? properties.SelectMany(property => Keys(property.Value!, path.Length == 0 ? property.Key : $"{path}.{property.Key}"))
        : [path];
}
