using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Operations;

namespace Devstack.OpenEdx.Secrets;

/// <summary>Gives a secret another value: in the server that knows it, and in the user's store. Safe to repeat whenever it was interrupted.</summary>
/// <param name="sources">Where the stack's secrets come from.</param>
/// <param name="stack">The stack.</param>
/// <param name="engine">The engine that runs it.</param>
public sealed class SecretChange(SecretSources sources, StackIdentity stack, IContainerEngine engine)
{
    // Nobody types it; letters and digits alone, since images paste passwords into SQL, URLs and shells.
    private const int Length = 50;

    private SecretStore Store => sources.Store;

    /// <summary>A new value of the kind that the secret has.</summary>
    /// <param name="secret">The parameter.</param>
    public static string Generate(ParameterResource secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        if (secret.TryGetLastAnnotation<SecretGeneratorAnnotation>(out var generator) && generator.Generator is RsaKey key)
        {
            using var rsa = RSA.Create(key.Bits);
            return rsa.ExportRSAPrivateKeyPem();
        }

        return new GenerateParameterDefault { MinLength = Length, Special = false }.GetDefaultValue();
    }

    /// <summary>Says why a secret can't be given a value by Devstack; <see langword="null"/> when it can.</summary>
    /// <param name="secret">The parameter's name.</param>
    public string? WhyNot(string secret) => sources.OriginOf(secret) is { Kind: not SecretOriginKind.Store } origin
        ? $"The value of '{secret}' comes from {origin.Text}. Change it there, or take that away and repeat this. Nothing was changed."
        : null;

    /// <summary>Changes the value.</summary>
    /// <param name="secret">The parameter.</param>
    /// <param name="value">The new value.</param>
    /// <param name="cancellationToken">Ends it; what a server has already then is known at the next call.</param>
    /// <exception cref="OperationException">It is not possible now. Nothing was stored then.</exception>
    public async Task ApplyAsync(ParameterResource secret, string value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentException.ThrowIfNullOrEmpty(value);
        if (value.AsSpan().IndexOfAny('\r', '\n') >= 0 && !value.StartsWith("-----BEGIN", StringComparison.Ordinal))
        {
            throw new OperationException($"A value of '{secret.Name}' is one line. Nothing was changed.");
        }

        if (WhyNot(secret.Name) is { } reason)
        {
            throw new OperationException(reason);
        }

        var server = secret.Annotations.OfType<SecretAnnotation>().LastOrDefault()?.Server;
        var present = sources.OriginOf(secret.Name) is null ? null : await secret.GetValueAsync(cancellationToken);
        if (server is null || present is null)
        {
            Keep(secret, value);
        }
        else if (server.ChangeScript is null)
        {
            await ReachAsync(secret, server, cancellationToken);
            Keep(secret, value);
        }
        else
        {
            await ChangeServerAsync(secret, server, present, value, cancellationToken);
        }
    }

    // A job changes it at the next start: only a server that is there and doesn't answer would make that start fail.
    private async Task ReachAsync(ParameterResource secret, SecretServer server, CancellationToken cancellationToken)
    {
        if (await FindAsync(server, cancellationToken) is { IsRunning: true } container)
        {
            var answer = await engine.ExecAsync(container.Name, ["sh", "-c", server.Probe], "", cancellationToken);
            if (answer.ExitCode != 0)
            {
                throw Unreachable(secret, server, answer.Text);
            }
        }
    }

    private async Task ChangeServerAsync(ParameterResource secret, SecretServer server, string present, string value, CancellationToken cancellationToken)
    {
        if (await FindAsync(server, cancellationToken) is not { IsRunning: true } container)
        {
            throw new OperationException($"'{server.Service}' of {stack.Name} doesn't run, and '{secret.Name}' is in its data. Start it: ./devstack run. Nothing was changed.");
        }

        // An earlier call may have ended between the server and the store.
        var rotating = Store.Read(SecretKeys.Rotating(stack.Name, secret.Name));
        var answer = await LoginAsync(container, server, present, cancellationToken);
        if (answer.ExitCode != 0 && rotating is not null && (await LoginAsync(container, server, rotating, cancellationToken)).ExitCode == 0)
        {
            Keep(secret, rotating);
            (present, answer) = (rotating, new(0, ""));
        }

        if (answer.ExitCode != 0)
        {
            throw Unreachable(secret, server, Hide(answer.Text, present));
        }

        // Known before the server has it: whenever this process ends, one of both values is the right one, and both are known.
        Store.Write(KeyValuePair.Create(SecretKeys.Rotating(stack.Name, secret.Name), (string?)value));
        var changed = await engine.ExecAsync(container.Name, ["sh", "-c", server.ChangeScript!], server.Change!(present, value), cancellationToken);
        if ((await LoginAsync(container, server, value, cancellationToken)).ExitCode != 0)
        {
            Store.Write(KeyValuePair.Create(SecretKeys.Rotating(stack.Name, secret.Name), (string?)null));
            throw new OperationException($"'{server.Service}' kept its password: {Hide(Hide(changed.Text, present), value)} Nothing was changed.");
        }

        Keep(secret, value);
    }

    private void Keep(ParameterResource secret, string value) => Store.Write(
        [new(SecretKeys.OfStack(stack.Name, secret.Name), value), new(SecretKeys.Rotating(stack.Name, secret.Name), null)]);

    private async Task<ContainerState?> FindAsync(SecretServer server, CancellationToken cancellationToken) =>
        (await engine.ListAsync(new Dictionary<string, string> { [StackIdentity.StackLabel] = stack.Name }, cancellationToken))
            .FirstOrDefault(container => container.Labels.GetValueOrDefault(StackIdentity.ResourceLabel) == server.Service);

    private Task<CommandOutput> LoginAsync(ContainerState container, SecretServer server, string password, CancellationToken cancellationToken) =>
        engine.ExecAsync(container.Name, ["sh", "-c", server.Probe], $"{password}\n", cancellationToken);

    private OperationException Unreachable(ParameterResource secret, SecretServer server, string words) =>
        new($"'{server.Service}' of {stack.Name} takes no login: {words} Mend that (./devstack logs {server.Service}) and repeat this. The value of '{secret.Name}' is as it was.");

    private static string Hide(string text, string secret) => text.Replace(secret, "***", StringComparison.Ordinal);
}
