namespace Devstack.OpenEdx.Settings.Platform;

/// <summary>The settings of LMS and Studio: a fragment a concern, in the order in which they are applied. Those of services and the user follow.</summary>
/// <remarks>
/// In development the service's own module is <c>devstack.py</c>, in production <c>production.py</c> below it.
/// Where a value comes from: <c>lms.env.yml</c> and the settings modules of Tutor, and what edx-platform's modules compute.
/// </remarks>
internal static class PlatformFragments
{
    public static readonly IReadOnlyList<SettingsFragment<PlatformSettingsContext>> All =
    [
        Identity.Apply, Hosts.Apply, Cookies.Apply, CrossOrigin.Apply,
        Databases.Apply, CourseStores.Apply, Caches.Apply, Celery.Apply, Search.Apply, Forum.Apply, EventBus.Apply, EventRouting.Apply,
        Tokens.Apply, OAuth.Apply, Mail.Apply,
        Files.Apply, ObjectStore.Apply, Logging.Apply, Theming.Apply,
        Features.Apply, Registration.Apply, Graders.Apply, MicroFrontends.Apply, Development.Apply,
    ];
}
