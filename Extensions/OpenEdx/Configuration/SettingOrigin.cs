namespace Devstack.OpenEdx.Configuration;

/// <summary>Who set a setting.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Source">The file as a person would type it, the variable's name, or <c>--set key</c>.</param>
/// <param name="Line">The line in the file, from 1; <see langword="null"/> outside of files.</param>
public sealed record SettingOrigin(SettingLayer Layer, string Source, int? Line = null)
{
    /// <summary>Nobody: the default in the code.</summary>
    public static SettingOrigin Default { get; } = new(SettingLayer.Default, "default");

    /// <summary><c>devstack.yaml:7</c>, <c>DEVSTACK__PORTS__LMS</c>, <c>--set ports.lms</c> or <c>default</c>.</summary>
    public override string ToString() => Line is null ? Source : $"{Source}:{Line}";
}
