using System.Globalization;
using System.Text;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Kubernetes.Document;
using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Kubernetes.Files;

/// <summary><c>secrets/create.sh</c>: makes an overlay's secrets as files that git ignores, and a component that makes Secrets of them.</summary>
internal static class SecretsScript
{
    public static IEnumerable<PublishedFile> Write(KubernetesObjects objects)
    {
        var context = objects.Context;
        var secrets = context.Document.Parameters.OfType<SecretSpec>().ToList();
        if (secrets.Count == 0 || context.Options.Secrets is SecretSource.ExternalSecrets)
        {
            yield break;
        }

        var script = PublishedFile.WithHeader("secrets/create.sh", Script(objects, secrets));
        yield return script with { Content = (byte[])[.. "#!/bin/sh\n"u8, .. script.Content.Span], IsExecutable = true };
        yield return PublishedFile.WithHeader("secrets/README.md", Explanation(context, secrets), "<!-- ", " -->");
    }

    private static string Script(KubernetesObjects objects, IReadOnlyList<SecretSpec> secrets)
    {
        var script = KubernetesOutput.Resource("create-secrets.sh");
        if (IsChart(objects))
        {
            script = script
                .Replace("the secrets that an overlay lacks", "the secrets that an installation lacks", StringComparison.Ordinal)
                .Replace("the folder of an overlay, for example overlays/production", "the folder of an installation, for example production", StringComparison.Ordinal)
                .Replace("overlays/production", "production", StringComparison.Ordinal);
        }

        var text = new StringBuilder(script);
        text.Append("\n# Secrets\ncreate .salt random 32 A-Za-z0-9\n");
        foreach (var secret in secrets)
        {
            var create = !IsChart(objects) && ExternalDatastores.ServerOf(objects.Context, secret) is { } server ? $"create_for {server.Name}" : "create";
            text.Append(secret.Generator switch
            {
                RandomText random => string.Create(CultureInfo.InvariantCulture, $"{create} {secret.Name} random {random.Length} {Quote(random.Characters)}\n"),
                RsaKey key => string.Create(CultureInfo.InvariantCulture, $"{create} {secret.Name} rsa_key {key.Bits}\n"),
                _ => $"given {secret.Name}\n",
            });
        }

        text.Append("complain_about_missing\n");
        foreach (var secret in secrets.Where(secret => secret.IsUriEncoded))
        {
            text.Append(CultureInfo.InvariantCulture, $"encode {secret.Name}\n");
        }

        text.Append(objects.Context.Options.Secrets is SecretSource.SealedSecrets ? Sealed(objects, secrets) : Generated(objects, secrets));
        return text.ToString();
    }

    private static bool IsChart(KubernetesObjects objects) => objects.Context.Options.Format is KubernetesFormat.Helm;

    private static string Generated(KubernetesObjects objects, IReadOnlyList<SecretSpec> secrets)
    {
        var text = new StringBuilder("\n# What kustomize makes of them\n{\ncat <<'END'\n# Made by secrets/create.sh.\n").Append(Kind(objects));
        text.Append("generatorOptions:\n  disableNameSuffixHash: true\n  labels:\n");
        foreach (var (label, value) in Labels.OfStack(objects.Context.Stack))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {label}: {value}\n");
        }

        text.Append("secretGenerator:\n");
        foreach (var secret in secrets)
        {
            text.Append(CultureInfo.InvariantCulture, $"- name: {secret.Name}\n  files:\n  - {Variables.PlainKey}={secret.Name}\n");
            text.Append(secret.IsUriEncoded ? $"  - {Variables.UriKey}={secret.Name}.uri\n" : "");
        }

        text.Append(IsChart(objects) ? "END\n" : "patches:\nEND\n" + Digests(objects)).Append("} >\"$folder/kustomization.yaml.next\"\nmv \"$folder/kustomization.yaml.next\" \"$folder/kustomization.yaml\"\n");
        return text.Append(IsChart(objects) ? DigestValues(objects) : "").ToString();
    }

    private static string Kind(KubernetesObjects objects) => IsChart(objects)
        ? "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n"
        : "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n";

    // The same for Helm: a file of values.
    private static string DigestValues(KubernetesObjects objects)
    {
        var text = new StringBuilder("\n# Another secret is another pod: for helm --values\n{\ncat <<END\nworkloads:\n");
        foreach (var (workload, read) in Readers(objects))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {workload.Name}: {{ secretsDigest: \"$(digest {string.Join(' ', read)})\" }}\n");
        }

        var passwords = objects.Context.Document.Parameters.OfType<SecretSpec>().Where(secret => ExternalDatastores.ServerOf(objects.Context, secret) is not null).Select(secret => secret.Name).ToList();
        text.Append("END\necho 'madeSecrets:'\n");
        passwords.ForEach(secret => text.Append(CultureInfo.InvariantCulture, $"if made_up {secret}; then echo '- {secret}'; fi\n"));
        return text.Append("} >\"$folder/values.yaml.next\"\nmv \"$folder/values.yaml.next\" \"$folder/values.yaml\"\n").ToString();
    }

    private static IEnumerable<(KubernetesWorkload Workload, IReadOnlyList<string> Secrets)> Readers(KubernetesObjects objects) => objects.Workloads
        .Where(workload => workload.Deployment is not null || workload.StatefulSet is not null)
        .Select(workload => (workload, (IReadOnlyList<string>)[.. objects.Context.Document.Parameters.OfType<SecretSpec>().Where(secret => secret.UsedBy.Contains(workload.Name)).Select(secret => secret.Name)]))
        .Where(reader => reader.Item2.Count > 0);

    // Sealed for one cluster and namespace; what comes out may be committed.
    private static string Sealed(KubernetesObjects objects, IReadOnlyList<SecretSpec> secrets)
    {
        var text = new StringBuilder("""

            # What may be committed: sealed for the cluster that kubectl talks to, and for the overlay's namespace
            mkdir -p "$overlay/sealed"

            """);
        text.Append(IsChart(objects)
            ? $"namespace=${{2:-{objects.Context.Namespace}}}\n"
            : "namespace=$(sed -n 's/^namespace: *//p' \"$overlay/kustomization.yaml\")\n");
        foreach (var secret in secrets)
        {
            var uri = secret.IsUriEncoded ? $" --from-file={Variables.UriKey}=\"$folder/{secret.Name}.uri\"" : "";
            text.Append(CultureInfo.InvariantCulture, $"kubectl create secret generic {secret.Name} --namespace=\"$namespace\" --dry-run=client --output=yaml --from-file={Variables.PlainKey}=\"$folder/{secret.Name}\"{uri} | kubeseal --format=yaml >\"$overlay/sealed/{secret.Name}.yaml\"\n");
        }

        text.Append("{\ncat <<'END'\n# Made by secrets/create.sh.\n").Append(Kind(objects)).Append("resources:\n");
        text.Append(string.Concat(secrets.Select(secret => $"- {secret.Name}.yaml\n"))).Append(IsChart(objects) ? "END\n" : "patches:\nEND\n" + Digests(objects));
        text.Append("} >\"$overlay/sealed/kustomization.yaml\"\n");
        return text.Append(IsChart(objects) ? DigestValues(objects) : "").ToString();
    }

    // Another secret is another pod.
    private static string Digests(KubernetesObjects objects)
    {
        var text = new StringBuilder();
        foreach (var (workload, read) in Readers(objects))
        {
            var kind = workload.Deployment is not null ? "Deployment" : "StatefulSet";
            text.Append(CultureInfo.InvariantCulture, $$"""
                cat <<END
                - target:
                    kind: {{kind}}
                    name: {{workload.Name}}
                  patch: |
                    apiVersion: apps/v1
                    kind: {{kind}}
                    metadata:
                      name: {{workload.Name}}
                    spec:
                      template:
                        metadata:
                          annotations:
                            {{Controllers.SecretsAnnotation}}: "$(digest {{string.Join(' ', read)}})"
                END

                """);
        }

        return text.ToString();
    }

    private static string Explanation(KubernetesContext context, IReadOnlyList<SecretSpec> secrets)
    {
        var text = new StringBuilder("""

            # Secrets

            `sh secrets/create.sh overlays/NAME` makes those that an overlay lacks, as files in `overlays/NAME/secrets` that git ignores
            and nobody else reads, and never changes one that is there. For a secret of your own, write the file before:

                mkdir -p overlays/NAME/secrets
                printf '%s' 'the value' > overlays/NAME/secrets/SECRET

            | file, and name of the Secret | how it is made | read by |
            | --- | --- | --- |

            """);
        foreach (var secret in secrets)
        {
            var description = secret.Description.Length > 0 ? $" ({secret.Description.ReplaceLineEndings(" ")})" : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{secret.Name}` | {HowOf(secret.Generator)}{OutsideOf(context, secret)}{description} | {string.Join(", ", secret.UsedBy)} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            Each Secret has the key `{Variables.PlainKey}`, and where a URI needs it `{Variables.UriKey}`, the percent-encoded value. Secrets that come from
            elsewhere only need these names and keys; then take `- secrets` out of the overlay.

            After you changed a secret, run the script and apply the overlay again: the pods that read it are replaced. A job that reads
            it runs again after `kubectl delete job --selector app.kubernetes.io/name=JOB`. A server that stored a password with its data,
            such as a database, has to be told of a new one by its own means first.

            Back these files up apart from the data, and keep them as long: most data can't be read without them.

            """);
        return text.ToString();
    }

    private static string OutsideOf(KubernetesContext context, SecretSpec secret) =>
        ExternalDatastores.ServerOf(context, secret) is { } server && secret.Generator is not FromPerson ? $"; **you write it** where {server.Name} is outside of the cluster" : "";

    private static string HowOf(SecretGenerator generator) => generator switch
    {
        RandomText random => string.Create(CultureInfo.InvariantCulture, $"{random.Length} random characters"),
        RsaKey key => string.Create(CultureInfo.InvariantCulture, $"an RSA key of {key.Bits} bits, PEM, by openssl"),
        _ => "**you write it**",
    };

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
