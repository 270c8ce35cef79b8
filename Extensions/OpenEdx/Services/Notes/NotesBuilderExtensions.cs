using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.OpenEdx.Services.Notes;

namespace Devstack.OpenEdx;

/// <summary>Adds the learners' notes to a platform.</summary>
public static class NotesBuilderExtensions
{
    /// <summary>Adds Notes (edx-notes-api): learners mark passages of a course and find them again. Only where the part <c>notes</c> is on.</summary>
    /// <param name="platform">The platform, with its datastores.</param>
    /// <returns>The platform.</returns>
    public static IResourceBuilder<OpenEdxResource> AddNotes(this IResourceBuilder<OpenEdxResource> platform) =>
        platform.AddWhereItIsOn(NotesService.Name, () => NotesService.Of(platform.Resource));
}
