using Aspire.Hosting.ApplicationModel;

namespace Devstack.Hosting.Containers.Files;

/// <summary>Finds the secrets of a model.</summary>
public static class ModelSecrets
{
    /// <summary>Each secret once, by name. The password that a datastore makes for itself is no resource of the model: its file tells of it.</summary>
    /// <param name="resources">The resources of the model.</param>
    public static IReadOnlyList<ParameterResource> Of(IEnumerable<IResource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        return
        [
            .. resources.SelectMany(Of).Distinct().OrderBy(secret => secret.Name, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<ParameterResource> Of(IResource resource) =>
        resource is ParameterResource { Secret: true } parameter ? [parameter] : resource.Annotations.OfType<SecretFileAnnotation>().Select(file => file.Secret);
}
