using Devstack.Kubernetes.Document;
using Devstack.Publishing.Document;

namespace Devstack.Kubernetes.Rules;

/// <summary>The secrets of a stack as the External Secrets Operator reads them: from <c>STACK/NAME</c> of a store.</summary>
internal static class ExternalSecrets
{
    // RFC 3986 has no plus for a space; a plus itself has become %2B by then.
    private const string UriTemplate = "{{ .value | urlquery | replace \"+\" \"%20\" }}";

    public static IEnumerable<CustomObject> Of(KubernetesContext context) => context.Options.Secrets is SecretSource.ExternalSecrets
        ? context.Document.Parameters.OfType<SecretSpec>().Select(secret => Of(context, secret))
        : [];

    private static CustomObject Of(KubernetesContext context, SecretSpec secret)
    {
        var target = CustomObject.Map(("name", secret.Name), ("creationPolicy", "Owner"));
        if (secret.IsUriEncoded)
        {
            target["template"] = CustomObject.Map(
                ("engineVersion", "v2"),
                ("data", CustomObject.Map((Variables.PlainKey, "{{ .value }}"), (Variables.UriKey, UriTemplate))));
        }

        return new()
        {
            ApiVersion = "external-secrets.io/v1",
            Kind = "ExternalSecret",
            Metadata = context.Metadata(secret.Name),
            Spec = CustomObject.Map(
                ("refreshInterval", "1h"),
                ("secretStoreRef", CustomObject.Map(("kind", "ClusterSecretStore"), ("name", context.Options.SecretStore))),
                ("target", target),
                ("data", new object[] { CustomObject.Map(("secretKey", Variables.PlainKey), ("remoteRef", CustomObject.Map(("key", $"{context.Stack}/{secret.Name}")))) })),
        };
    }
}
