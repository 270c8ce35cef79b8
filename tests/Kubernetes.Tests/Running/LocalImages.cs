using Devstack.Kubernetes.Rules;
using Devstack.Publishing.Document;
using Devstack.Publishing.Output;
using Devstack.Tests;
using Xunit;

namespace Devstack.Kubernetes.Tests.Running;

/// <summary>The images of manifests on this machine: what a registry would have.</summary>
internal static class LocalImages
{
    /// <summary>In the place of busybox, which no registry of packages has: Debian's, whose <c>nc</c> serves but can't ask whether a port answers, and one that can.</summary>
    public const string Helper = "devstack/kubernetes-tests-helper:trixie-2";

    private const string Base = "debian:trixie-slim";

    public static async Task EnsureHelperAsync()
    {
        if (await IsThereAsync(Helper))
        {
            return;
        }

        using var folder = new TemporaryFolder();
        folder.Write("Dockerfile", $"""
            FROM {Base}
            RUN apt-get update && apt-get install -y --no-install-recommends busybox netcat-openbsd && rm -rf /var/lib/apt/lists/*
            RUN ln -s /bin/busybox /usr/local/bin/sh && printf '#!/bin/sh\ncase $1 in -ll) exec busybox nc "$@" ;; *) exec nc.openbsd "$@" ;; esac\n' >/usr/local/bin/nc && chmod +x /usr/local/bin/nc

            """);
        await Docker.RunAsync("build", "--quiet", "--tag", Helper, folder.Path);
    }

    /// <summary>Builds what is published as a build context, as <c>build/push.sh</c> does.</summary>
    public static async Task EnsureAsync(IEnumerable<ImageSpec> images)
    {
        foreach (var image in images.Where(image => image.Build is not null).DistinctBy(image => image.Reference))
        {
            if (await IsThereAsync(image.Reference))
            {
                continue;
            }

            using var folder = new TemporaryFolder();
            await OutputFolder.WriteAsync(folder.Path, [.. image.Build!.Context.Select(file => new PublishedFile(file.Path, file.Content, file.IsExecutable))], TestContext.Current.CancellationToken);
            await Docker.RunAsync(["build", "--quiet", "--tag", image.Reference, .. image.Build.Arguments.SelectMany(argument => new[] { "--build-arg", $"{argument.Name}={argument.Value}" }), folder.Path]);
        }
    }

    /// <summary>Builds an image of the miniature that a model names by the tag <c>dev</c>.</summary>
    public static async Task EnsureAsync(string reference)
    {
        if (!await IsThereAsync(reference))
        {
            await Docker.RunAsync("build", "--quiet", "--tag", reference, "--build-arg", $"BASE={Base}", Repository.PathTo("samples", "miniature", reference.Split('-')[^1].Split(':')[0]));
        }
    }

    /// <summary>The name of an image on this machine.</summary>
    public static string Of(string image) => image.StartsWith("docker.io/library/busybox:", StringComparison.Ordinal) ? Helper
        : image.StartsWith(Containers.NoRegistry + "/", StringComparison.Ordinal) ? image[(Containers.NoRegistry.Length + 1)..]
        : image;

    private static async Task<bool> IsThereAsync(string image) => (await Docker.TryAsync(new Dictionary<string, string?>(), "image", "inspect", image)).ExitCode == 0;
}
