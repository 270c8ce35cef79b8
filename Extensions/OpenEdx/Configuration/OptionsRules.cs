using System.Text.Json.Nodes;
using Devstack.OpenEdx.Releases;

namespace Devstack.OpenEdx.Configuration;

/// <summary>What a single value can't tell: whether the values fit each other and the release. One rule a method.</summary>
internal sealed class OptionsRules(
    DevstackOptions options, Func<string[], SettingOrigin> originOf, ConfigurationProblems problems, List<ConfigurationWarning> warnings)
{
    private static readonly IReadOnlyList<string> AllServices =
        [.. ReleaseCatalog.All.SelectMany(release => release.Services).Distinct()];

    public void Check()
    {
        var release = ReleaseCatalog.Get(options.Release);
        WarnOfAnOldRelease(release);
        CheckServices(release);
        CheckPorts();
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
            if (!AllServices.Contains(name))
            {
                warnings.Add(new(
                    origin, $"no release has a service '{name}'; only a plugin could add it.{NearestName.Question(name, AllServices)}"));
            }
            else if (isOn && !release.Services.Contains(name))
            {
                var others = ReleaseCatalog.All.Where(other => other.Services.Contains(name)).Select(other => other.Name);
                problems.Add(origin, $"'{release.Name}' has no service '{name}'. It is in: {string.Join(", ", others)}.");
            }
        }
    }

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
