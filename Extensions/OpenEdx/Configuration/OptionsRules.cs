using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Devstack.OpenEdx.Datastores;
using Devstack.OpenEdx.Development;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Services.Schedules;

namespace Devstack.OpenEdx.Configuration;

/// <summary>What a single value can't tell: whether the values fit each other and the release. One rule a method.</summary>
internal sealed partial class OptionsRules(
    DevstackOptions options, Func<string[], SettingOrigin> originOf, ConfigurationProblems problems, List<ConfigurationWarning> warnings, List<UnknownName> unknown)
{
    private static readonly IReadOnlyList<string> AllParts = [.. ReleaseCatalog.All.SelectMany(StackParts.Of).Distinct()];

    public void Check()
    {
        var release = ReleaseCatalog.Get(options.Release);
        WarnOfAnOldRelease(release);
        CheckServices(release);
        CheckNames(release);
        CheckPorts();
        CheckScaling();
        CheckFiles();
        CheckSites();
        CheckServers(release);
        CheckLanguages();
        CheckRequirements();
        CheckMicroFrontends(release);
        WarnOfSecretsInSettings();
    }

    private void WarnOfAnOldRelease(Release release)
    {
        if (release.Support == ReleaseSupport.UpgradeOnly)
        {
            var first = ReleaseCatalog.All.First(other => other.Support == ReleaseSupport.Full).Name;
            warnings.Add(new(
                originOf(["release"]), $"'{release.Name}' is only a step of an upgrade, it is not run for people. Take {first} or a later one."));
        }
    }

    private void CheckServices(Release release)
    {
        foreach (var (name, isOn) in options.Services)
        {
            var origin = originOf(["services", name]);
            if (!AllParts.Contains(name))
            {
                unknown.Add(new("services", name, origin, $"there is no service '{name}'.{NearestName.Question(name, AllParts)} '{release.Name}' has: {string.Join(", ", StackParts.Of(release))}."));
            }
            else if (isOn && !StackParts.Of(release).Contains(name))
            {
                var others = ReleaseCatalog.All.Where(other => StackParts.Of(other).Contains(name)).Select(other => other.Name);
                unknown.Add(new("services", name, origin, $"'{release.Name}' has no service '{name}'. It is in: {string.Join(", ", others)}."));
            }
        }
    }

    private void CheckNames(Release release)
    {
        Check("images", options.Images.Keys, [.. release.Images.ByName.Keys.Order(StringComparer.Ordinal)], $"'{release.Name}' has no image");
        Check("hosts", options.Hosts.Keys, KnownNames.Hosts, "there is no site");
        Check("ports", options.Ports.Keys, KnownNames.Ports, "nothing has a port by the name");
        Check("publish.schedules", options.Publish.Schedules.Keys, ScheduledCommand.Names, "nothing runs by a schedule that is called");
        Check("settings", options.Settings.Keys, KnownNames.DjangoServices, "there are no settings of");
        Check("servicePackages", options.ServicePackages.Keys, KnownNames.ServicesWithPackages, "no service beside LMS and Studio is called");
        Check("pythonSettings", options.PythonSettings.Keys, KnownNames.DjangoServices, "there are no settings of");

        void Check(string section, IEnumerable<string> names, IReadOnlyList<string> known, string what)
        {
            foreach (var name in names.Where(name => !known.Contains(name)))
            {
                unknown.Add(new(section, name, originOf([.. section.Split('.'), name]), $"'{section}.{name}': {what} '{name}'.{NearestName.Question(name, known)} Known: {string.Join(", ", known)}."));
            }
        }
    }

    // What is mounted or read later has to be there: an engine would make a folder in its place, empty and owned by root.
    private void CheckFiles()
    {
        (string[] Path, string? File)[] files =
        [
            .. options.PythonSettings.Select(file => (new[] { "pythonSettings", file.Key }, (string?)file.Value)),
            .. ExternalServers.Of(options.External).Select(server => (new[] { "external", server.Name, "caFile" }, server.Options.CaFile)),
        ];
        foreach (var (path, file) in files.Where(file => file.File is not null && !File.Exists(file.File)))
        {
            problems.Add(originOf(path), $"'{string.Join('.', path)}' names '{file}', and there is no such file.{Nearest(file!)}");
        }

        foreach (var (service, package) in options.ServicePackages.SelectMany(packages => packages.Value.Select(package => (packages.Key, package))))
        {
            if (!Directory.Exists(package))
            {
                problems.Add(originOf(["servicePackages", service]), $"'servicePackages.{service}' names '{package}', and there is no such folder.{Nearest(package)}");
            }
            else if (Checkouts.At(package).Kind is not CheckoutKind.Package)
            {
                problems.Add(originOf(["servicePackages", service]), $"'servicePackages.{service}' names '{package}', which is no Python package: it has neither setup.py nor pyproject.toml.");
            }
        }

        (string[] Path, string? Folder)[] themes = [(["theme", "folder"], options.Theme.Folder), .. options.Themes.Select(folder => (new[] { "themes" }, (string?)folder))];
        foreach (var (path, folder) in themes.Where(theme => theme.Folder is not null && !Directory.Exists(theme.Folder)))
        {
            problems.Add(originOf(path), $"'{string.Join('.', path)}' names '{folder}', and there is no such folder.{Nearest(folder!)}");
        }

        // A theme is called as its folder: of two one would be lost.
        foreach (var same in options.Themes.Select(Path.TrimEndingDirectorySeparator).Distinct().GroupBy(Path.GetFileName).Where(group => group.Count() > 1))
        {
            problems.Add(originOf(["themes"]), $"'themes' has two called '{same.Key}': {string.Join(" and ", same)}. Give one of the folders another name.");
        }
    }

    private void CheckSites()
    {
        foreach (var host in options.Sites.Keys.Where(host => !HostName().IsMatch(host)))
        {
            problems.Add(originOf(["sites", host]), $"'sites' has '{host}', not a host name such as academy.example.org.");
        }

        foreach (var host in options.Sites.Keys.Where(host => host == options.Host || options.Hosts.Values.Contains(host)))
        {
            problems.Add(originOf(["sites", host]), $"'sites' has '{host}', which is a host of the platform already. Its theme is 'theme.name'.");
        }
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$")]
    private static partial Regex HostName();

    private void CheckServers(Release release)
    {
        foreach (var (name, server) in ExternalServers.Of(options.External))
        {
            if (server is { CaFile: not null, Tls: false })
            {
                problems.Add(
                    originOf(["external", name, "caFile"]),
                    $"'external.{name}.caFile' is set and 'external.{name}.tls' isn't: nothing would be encrypted. Set 'external.{name}.tls' to true, or remove the file.");
            }
        }
    }

    private static string Nearest(string path) => Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder)
        ? NearestName.Question(Path.GetFileName(path), Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!))
        : "";

    private void CheckLanguages()
    {
        if (options.Languages.Count > 0 && !options.Languages.Contains(options.Language))
        {
            problems.Add(
                originOf(["languages"]),
                $"'languages' ({string.Join(", ", options.Languages)}) lacks '{options.Language}', the language of the platform. Add it, or set 'language' to one of them.");
        }
    }

    // Requirements stay in the history of the image that they are installed into.
    private void CheckRequirements()
    {
        foreach (var requirement in options.PipRequirements.Where(requirement => UserInUrl.IsMatch(requirement)))
        {
            problems.Add(
                originOf(["pipRequirements"]),
                $"a requirement of 'pipRequirements' has a user or token in its URL ({UserInUrl.Replace(requirement, "://***@")}), which would stay in the image. " +
                "Build an image with it and name that in 'images.openedx'.");
        }
    }

    private void CheckMicroFrontends(Release release)
    {
        var further = release.FurtherMicroFrontends.Select(app => app.Name).ToList();
        foreach (var name in options.MicroFrontends.Where(name => release.MicroFrontends.All(app => app.Name != name)))
        {
            if (!further.Contains(name))
            {
                var there = further.Count > 0 ? $" There are: {string.Join(", ", further)}." : "";
                problems.Add(
                    originOf(["microFrontends"]), $"'microFrontends' has '{name}', and '{release.Name}' has no such micro-frontend beside those of its image.{NearestName.Question(name, further)}{there}");
            }
            else if (!options.Images.ContainsKey(StackParts.MicroFrontends))
            {
                problems.Add(
                    originOf(["microFrontends"]),
                    $"'microFrontends' has '{name}', which the image of '{release.Name}' lacks. Name one that has it in 'images.mfe', or a checkout of frontend-app-{name} in 'checkouts' instead.");
            }
        }
    }

    [GeneratedRegex("://[^/@]+@")]
    private static partial Regex UserInUrl { get; }

    private void CheckPorts()
    {
        foreach (var same in options.Ports.GroupBy(port => port.Value).Where(same => same.Count() > 1))
        {
            var first = same.First().Key;
            foreach (var (route, port) in same.Skip(1))
            {
                problems.Add(
                    originOf(["ports", route]),
                    $"'ports.{route}' is {port}, which is 'ports.{first}' too ({originOf(["ports", first])}). Give one of them another port.");
            }
        }
    }

    private void CheckScaling()
    {
        foreach (var (name, maximum) in options.Publish.Kubernetes.MaxReplicas)
        {
            var origin = originOf(["publish", "kubernetes", "maxReplicas", name]);
            if (!KnownNames.Scaled.TryGetValue(name, out var usual))
            {
                problems.Add(origin, $"'publish.kubernetes.maxReplicas.{name}': '{name}' isn't scaled.{NearestName.Question(name, KnownNames.Scaled.Keys)} Known: {string.Join(", ", KnownNames.Scaled.Keys)}.");
            }
            else if (maximum < (options.Publish.Replicas.TryGetValue(name, out var own) ? own : usual))
            {
                problems.Add(origin, $"'publish.kubernetes.maxReplicas.{name}' is {maximum}, and 'publish.replicas.{name}' is {(own > 0 ? own : usual)}. Raise the first, or lower the second.");
            }
        }
    }

    private void WarnOfSecretsInSettings()
    {
        foreach (var (service, settings) in options.Settings)
        {
            foreach (var (key, value) in settings)
            {
                if (SecretNames.Match(key) && value is JsonValue text && text.TryGetValue<string>(out var secret) && secret.Length > 0)
                {
                    warnings.Add(new(
                        originOf(["settings", service, key]),
                        $"'settings.{service}.{key}' looks like a secret, and this place is meant to be read."));
                }
            }
        }
    }
}
