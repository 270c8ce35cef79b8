using System.Reflection;
using Devstack.Compose.Document;
using Devstack.Compose.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;

namespace Devstack.Compose.Files;

/// <summary>All files of the output, from the document alone.</summary>
internal static class ComposeOutput
{
    public static IReadOnlyList<PublishedFile> Render(DeploymentDocument document)
    {
        var context = ComposeModel.From(document);
        var hasSecrets = document.Parameters.OfType<SecretSpec>().Any();
        return
        [
            PublishedFile.WithHeader("compose.yaml", ComposeYaml.Write(context.File)),
            PublishedFile.WithHeader(".env.example", EnvironmentExample.Write(document)),
            PublishedFile.WithHeader(".gitignore", ".env\n/.deployed/\n/.deploying*\n/.incoming/\n/secrets/*\n!/secrets/README.md\n!/secrets/create.sh\n"),
            PublishedFile.WithHeader("README.md", ReadMe.Write(context), "<!-- ", " -->"),
            DeployScript.Write(context),
            .. Scripts(context),
            .. document.Workloads
                .SelectMany(workload => workload.Files, (workload, file) => new PublishedFile(
                    Configs.PathOf(context.ConfigFolders.Of(workload, file), file), file.Content, file.IsExecutable))
                .DistinctBy(file => file.Path),
            .. AppArmorFiles.Of(document),
            .. BuildsOf(document).SelectMany(build => build.Context, (build, file) => new PublishedFile($"build/{build.Name}/{file.Path}", file.Content, file.IsExecutable)),
            .. hasSecrets
                ? (PublishedFile[])
                [
                    PublishedFile.WithHeader("secrets/README.md", SecretsReadMe.Write(document), "<!-- ", " -->"),
                    SecretsScript.Write(context),
                ]
                : [],
        ];
    }

    internal static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static IEnumerable<PublishedFile> Scripts(ComposeContext context) =>
        new[] { "run-once", "note-volumes", "own-volumes" }
            .Where(context.File.Configs.ContainsKey)
            .Select(name => PublishedFile.Text($"config/{name}.sh", Resource($"{name}.sh")));

    private static IEnumerable<BuildSpec> BuildsOf(DeploymentDocument document)
    {
        var found = new Dictionary<string, BuildSpec>();
        foreach (var workload in document.Workloads)
        {
            for (var build = workload.Image.Build; build is not null; build = build.Base?.Build)
            {
                found.TryAdd(build.Name, build);
            }
        }

        return found.Values;
    }
}
