namespace Devstack.OpenEdx.Configuration;

/// <summary>Something that works, and is probably not meant.</summary>
/// <param name="Origin">Who set it.</param>
/// <param name="Message">What it is and what to do, on one line.</param>
public sealed record ConfigurationWarning(SettingOrigin Origin, string Message)
{
    /// <summary><c>devstack.yaml:7: ...</c></summary>
    public override string ToString() => $"{Origin}: {Message}";
}
