using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Stacks;
using Devstack.CommandLine.Verbs;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Files;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Secrets;
using Devstack.OpenEdx.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.CommandLine.Secrets;

/// <summary>Lists or changes the secrets of an application, instead of starting it.</summary>
/// <param name="request">What is asked.</param>
/// <param name="selection">The stack that is meant.</param>
internal sealed class SecretsRun(SecretsRequest request, StackSelection selection)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What tests put in the place of this process's own.</summary>
    public IAppHostProcesses AppHosts { get; init; } = new AppHostProcesses(AppHostProcesses.OwnProgram);

    /// <summary>Where a value of a person's own comes from.</summary>
    public ISecretInput Input { get; init; } = new SecretInput();

    public async Task<int> RunAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        await using var _ = application;
        var services = application.Services;
        services.GetService<ModelCompletion>()?.Complete();
        var model = services.GetRequiredService<DistributedApplicationModel>();
        var sources = services.GetRequiredService<SecretSources>();
        var terminal = services.GetRequiredService<Terminal>();
        var secrets = ModelSecrets.Of(model.Resources);
        if (request.Action is SecretsAction.List)
        {
            await terminal.Output.WriteAsync(SecretsText.Write(secrets, sources, secret => ReadersOf(model, secret), request.AsJson));
            return ExitCodes.Success;
        }

        var secret = secrets.FirstOrDefault(secret => secret.Name.Equals(request.Name, StringComparison.OrdinalIgnoreCase)) ?? throw new CommandFailedException(
            $"There is no secret '{request.Name}'.{NearestName.Question(request.Name, secrets.Select(other => other.Name))} There are: {string.Join(", ", secrets.Select(other => other.Name))}.",
            ExitCodes.WrongUsage);
        var stack = services.GetRequiredService<StackIdentity>();
        var engine = services.GetRequiredService<IContainerEngine>();
        var change = new SecretChange(sources, stack, engine);
        if (change.WhyNot(secret.Name) is { } reason)
        {
            throw new CommandFailedException(reason);
        }

        var consequence = secret.Annotations.OfType<SecretAnnotation>().LastOrDefault()?.Consequence;
        if (!string.IsNullOrEmpty(consequence) && !selection.Yes && !await terminal.ConfirmAsync($"{consequence} Go on?", cancellationToken))
        {
            await terminal.Error.WriteLineAsync("Nothing was changed.");
            return ExitCodes.Failed;
        }

        var value = request.Action is SecretsAction.Set ? Input.Read(secret.Name, terminal) : SecretChange.Generate(secret);
        await change.ApplyAsync(secret, value, cancellationToken);
        await terminal.Output.WriteLineAsync($"{secret.Name} has a new value.");
        return await RestartAsync(stack, engine, terminal, ReadersOf(model, secret), cancellationToken);
    }

    // What is unchanged is adopted or started as it was; what reads the secret, and the jobs that hand it on, are made anew.
    private async Task<int> RestartAsync(
        StackIdentity stack, IContainerEngine engine, Terminal terminal, IReadOnlyList<string> readers, CancellationToken cancellationToken)
    {
        if (!StackLock.IsHeld(stack))
        {
            await terminal.Output.WriteLineAsync($"{stack.Name} doesn't run; the next ./devstack run takes it.");
            return ExitCodes.Success;
        }

        await terminal.Error.WriteLineAsync($"{stack.Name} starts again in the background, with new containers of {string.Join(", ", readers)}.");
        await new StackStop(stack, engine, AppHosts, terminal).StopAsync(cancellationToken);
        return await new DetachedRun(stack, AppHosts, terminal, TimeProvider.System).RunAsync(selection.ToArguments(), Patience, cancellationToken);
    }

    private static IReadOnlyList<string> ReadersOf(DistributedApplicationModel model, ParameterResource secret) =>
    [
        .. model.Resources.OfType<ContainerResource>()
            .Where(container => container.Annotations.OfType<SecretFileAnnotation>().Any(file => file.Secret == secret))
            .Select(container => container.Name)
            .Order(StringComparer.Ordinal),
    ];
}
