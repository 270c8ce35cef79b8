using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Releases;
using Devstack.OpenEdx.Sites;

namespace Devstack.OpenEdx.Settings;

/// <summary>What the fragments of LMS and Studio read.</summary>
/// <param name="Platform">The platform.</param>
/// <param name="Variant">LMS or Studio.</param>
/// <param name="Development">Whether it is for a devstack; else for a published platform.</param>
public sealed record PlatformSettingsContext(OpenEdxResource Platform, PlatformVariant Variant, bool Development)
{
    /// <summary>What the user has set. Default: when the platform was started.</summary>
    public DevstackOptions Options { get; init; } = Platform.Options;

    /// <summary>The release.</summary>
    public Release Release => Platform.Release;

    /// <summary>Host names and ports.</summary>
    public SiteMap Sites => Platform.Sites;

    /// <summary>Whether these are the settings of the LMS.</summary>
    public bool IsLms => Variant is PlatformVariant.Lms;
}

/// <summary>The two Django projects of edx-platform.</summary>
public enum PlatformVariant
{
    /// <summary>The site that learners see.</summary>
    Lms,

    /// <summary>Studio, where courses are written.</summary>
    Cms,
}
