namespace Devstack.OpenEdx.Configuration;

/// <summary>Collects everything that is wrong, so that five mistakes are one run and not five.</summary>
internal sealed class ConfigurationProblems
{
    private readonly List<(SettingOrigin Origin, string Message)> _problems = [];

    public void Add(SettingOrigin origin, string message) => _problems.Add((origin, message));

    /// <summary>Throws when there is a problem: by layer, then by line.</summary>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
        {
            throw new DevstackConfigurationException(_problems
                .OrderBy(problem => problem.Origin.Layer)
                .ThenBy(problem => problem.Origin.Line)
                .Select(problem => $"{problem.Origin}: {problem.Message}")
                .Distinct());
        }
    }
}
