using Checkout = Devstack.Tests.Repository;

namespace Devstack.Hosting.Tests.Containers;

/// <summary>The datastores' images of <c>samples/miniature</c>, built when they are missing.</summary>
internal static class MiniatureImages
{
    private const string Base = "debian:trixie-slim";

    public static async Task EnsureAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            if (!await ExistsAsync($"{Repository(name)}:dev", cancellationToken))
            {
                await EnsureBaseAsync(cancellationToken);
                await BuildAsync(name, cancellationToken);
            }
        }
    }

    /// <summary>Runs a datastore in its miniature's image, which is on this machine only.</summary>
    public static IResourceBuilder<T> WithMiniatureImage<T>(this IResourceBuilder<T> builder, string name)
        where T : ContainerResource =>
        builder.WithImage(Repository(name), "dev").WithImageRegistry(null).WithContainerRuntimeArgs("--init");

    private static string Repository(string name) => $"devstack/miniature-{name}";

    private static async Task BuildAsync(string name, CancellationToken cancellationToken)
    {
        var folder = Checkout.PathTo("samples", "miniature", name);
        var prepare = Path.Combine(folder, "prepare.proj"); // fetches what the build needs from NuGet
        if (File.Exists(prepare))
        {
            await ExternalProgram.RunAsync("dotnet", ["msbuild", "-restore", prepare], cancellationToken);
        }

        await ExternalProgram.RunAsync(
            "docker", ["build", "--build-arg", $"BASE={Base}", "-t", $"{Repository(name)}:dev", folder], cancellationToken);
    }

    private static async Task EnsureBaseAsync(CancellationToken cancellationToken)
    {
        if (await ExistsAsync(Base, cancellationToken)
            || (await ExternalProgram.TryRunAsync("docker", ["pull", "--quiet", Base], cancellationToken)).Code == 0)
        {
            return;
        }

        await ExternalProgram.RunAsync("bash", [Checkout.PathTo("samples", "miniature", "base", "debootstrap.sh"), Base], cancellationToken);
    }

    private static async Task<bool> ExistsAsync(string image, CancellationToken cancellationToken) =>
        (await ExternalProgram.TryRunAsync("docker", ["image", "inspect", "--format", "{{.Id}}", image], cancellationToken)).Code == 0;
}
