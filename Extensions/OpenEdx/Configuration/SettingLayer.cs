namespace Devstack.OpenEdx.Configuration;

/// <summary>Where a setting can come from; a later one wins.</summary>
public enum SettingLayer
{
    /// <summary>The default in the code.</summary>
    Default,

    /// <summary><c>devstack.yaml</c>, which a team shares.</summary>
    File,

    /// <summary><c>devstack.local.yaml</c> beside it, which is one person's.</summary>
    LocalFile,

    /// <summary>A variable <c>DEVSTACK__...</c>.</summary>
    Environment,

    /// <summary><c>--set key=value</c>.</summary>
    CommandLine,
}
