using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>Makes the container of a resource as its model says: image, command, environment, mounts, ports, files. It isn't started.</summary>
/// <remarks>
/// In three commands, where Aspire's orchestrator needs a dozen: it copies each folder's files by itself and asks for the container's
/// state in between. The orchestrator adopts a running container by its name and leaves one alone that it hasn't made itself.
/// </remarks>
internal sealed class ContainerMaker(
    StackIdentity stack,
    StackNetwork network,
    IContainerEngine engine,
    EngineTurns turns,
    IServiceProvider services,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers)
{
    // Read by the engine's own command line as well, so they can't be handed over through its environment.
    private static readonly string[] s_ownVariables = ["PATH", "HOME", "DOCKER_", "CONTAINER_", "XDG_", "TMPDIR", "HTTP", "http", "NO_PROXY", "no_proxy"];

    /// <summary>Makes it, in the place of an earlier one, as soon as its image is there.</summary>
    /// <param name="container">What it is made from; all that its values refer to has an address.</param>
    /// <param name="earlier">The one that it replaces; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What the engine calls it.</returns>
    /// <exception cref="ContainerEngineException">The engine refused it.</exception>
    public async Task<string> MakeAsync(ContainerResource container, ContainerState? earlier, CancellationToken cancellationToken)
    {
        await WaitForImagesAsync(container, cancellationToken);
        var name = stack.ContainerName(container.Name);
        var (arguments, environment) = await DescribeAsync(container, name, cancellationToken);
        using var turn = await turns.TakeAsync(container, TurnPurpose.Make, cancellationToken);
        if (earlier is not null)
        {
            await engine.RemoveAsync([earlier.Id], cancellationToken);
        }

        await engine.CreateAsync(arguments, environment, cancellationToken);
        await using var files = await FileArchive.OfAsync(container, services, cancellationToken);
        if (files.Length > 0)
        {
            await engine.UnpackAsync(name, files, cancellationToken);
        }

        return name;
    }

    private async Task WaitForImagesAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        foreach (var image in container.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).OfType<ImageResource>())
        {
            if (await notifications.WaitForResourceAsync(image.Name, KnownResourceStates.TerminalStates, cancellationToken) != KnownResourceStates.Finished)
            {
                throw new InvalidOperationException($"Its image {image.Reference} isn't here: the log of {image.Name} says why.");
            }
        }
    }

    private async Task<(IReadOnlyList<string> Arguments, Dictionary<string, string?> Environment)> DescribeAsync(
        ContainerResource container, string name, CancellationToken cancellationToken)
    {
        var configuration = await ExecutionConfigurationBuilder.Create(container)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(services.GetRequiredService<DistributedApplicationExecutionContext>(), loggers.GetLogger(container), cancellationToken);
        if (configuration.Exception is { } error)
        {
            throw new InvalidOperationException($"{container.Name}: a value of its environment or arguments could not be told: {error.Message}", error);
        }

        if (!container.TryGetContainerImageName(out var image))
        {
            throw new InvalidOperationException($"{container.Name} has no image.");
        }

        var environment = configuration.EnvironmentVariables.ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal);
        string[] entrypoint = container.Entrypoint is null ? [] : ["--entrypoint", container.Entrypoint];
        IReadOnlyList<string> arguments =
        [
            "--name", name, "--network", network.Name, "--network-alias", container.Name, .. entrypoint,
            .. environment.SelectMany(variable => new[] { "--env", IsOwn(variable.Key) ? $"{variable.Key}={variable.Value}" : variable.Key }),
            .. container.Annotations.OfType<ContainerMountAnnotation>().SelectMany(mount => new[] { "--mount", TextOf(mount) }),
            .. container.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.Port is not null).SelectMany(endpoint => new[] { "--publish", TextOf(endpoint) }),
            .. await RuntimeArgumentsAsync(container, cancellationToken),
            image, .. ArgumentsOf(container, [.. configuration.Arguments.Select(argument => argument.Item1)]),
        ];
        return (arguments, environment.Where(variable => !IsOwn(variable.Key)).ToDictionary(variable => variable.Key, variable => (string?)variable.Value));
    }

    // Redis: a shell is its entrypoint, which reads one text.
#pragma warning disable ASPIRECONTAINERSHELLEXECUTION001 // The orchestrator heeds it, so it is heeded here.
    private static string[] ArgumentsOf(ContainerResource container, string[] arguments) =>
        container.ShellExecution is true ? ["-c", string.Join(' ', arguments)] : arguments;
#pragma warning restore ASPIRECONTAINERSHELLEXECUTION001

    private static bool IsOwn(string variable) => s_ownVariables.Any(prefix => variable.StartsWith(prefix, StringComparison.Ordinal));

    private static string TextOf(EndpointAnnotation endpoint) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(endpoint.TargetHost is "localhost" ? "127.0.0.1" : endpoint.TargetHost is "*" or "+" ? "0.0.0.0" : endpoint.TargetHost)}:{endpoint.Port}:{endpoint.TargetPort ?? endpoint.Port}/{endpoint.Protocol.ToString().ToLowerInvariant()}");

    // The engine reads it as a line of comma-separated values.
    private static string TextOf(ContainerMountAnnotation mount)
    {
        IEnumerable<string> fields =
        [
            mount.Type is ContainerMountType.Volume ? "type=volume" : "type=bind",
            .. mount.Source is null ? Array.Empty<string>() : [$"source={mount.Source}"],
            $"target={mount.Target}",
            .. mount.IsReadOnly ? ["readonly"] : Array.Empty<string>(),
        ];
        return string.Join(',', fields.Select(field => field.AsSpan().ContainsAny(",\"") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field));
    }

    /// <summary>The options for the engine that the model has for the container.</summary>
    public static async Task<IReadOnlyList<string>> RuntimeArgumentsAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        foreach (var annotation in container.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(new(arguments, cancellationToken));
        }

        var texts = new List<string>();
        foreach (var argument in arguments)
        {
            texts.Add(argument is IValueProvider value
                ? await value.GetValueAsync(cancellationToken) ?? ""
                : Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "");
        }

        return texts;
    }
}
