using System.Runtime.InteropServices;
using Aspire.Hosting;
using Devstack.CommandLine.Output;
using Devstack.CommandLine.Secrets;
using Devstack.CommandLine.Stacks;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx;
using Devstack.OpenEdx.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Devstack.CommandLine.Running;

/// <summary>Runs an AppHost until it is told to end, as the only one of its stack.</summary>
internal static class StackRun
{
    /// <summary>Runs the application and returns an exit code.</summary>
    public static async Task<int> RunAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        var stack = application.Services.GetRequiredService<StackIdentity>();
        using var hold = await StackLock.TryAcquireAsync(stack, cancellationToken) ?? throw await AlreadyRunsAsync(stack, cancellationToken);
        var reporter = application.Services.GetRequiredService<StackReporter>();
        var interrupts = 0;
        // The host answers the first Ctrl+C; it would swallow the second one too.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
        {
            context.Cancel = true;
            if (Interlocked.Increment(ref interrupts) > 1)
            {
                Environment.Exit(ExitCodes.Interrupted);
            }
        });

        try
        {
            await MissingSecrets.ThrowIfAnyAsync(application, cancellationToken);
            application.NameStack();
            await TellNoticesAsync(application.Services);
            await application.StartAsync(cancellationToken);
            await application.WaitForShutdownAsync(cancellationToken);
        }
        finally
        {
            await reporter.FinishAsync(CancellationToken.None);
            await application.DisposeAsync();
        }

        return interrupts > 0 ? ExitCodes.Interrupted : ExitCodes.Success;
    }

    /// <summary>Tells what works and is probably not meant, before the progress scrolls it away.</summary>
    public static async Task TellNoticesAsync(IServiceProvider services)
    {
        var terminal = services.GetRequiredService<Terminal>();
        var warnings = services.GetRequiredService<LoadedConfiguration>().Warnings.Select(warning => warning.ToString());
        foreach (var notice in warnings.Concat(services.GetService<StartNotices>()?.All ?? []))
        {
            await terminal.Error.WriteLineAsync(notice);
        }
    }

    /// <summary>Refuses to start a stack that runs already, before a model is built for nothing.</summary>
    public static async Task RefuseSecondAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        if (StackLock.IsHeld(stack))
        {
            throw await AlreadyRunsAsync(stack, cancellationToken);
        }
    }

    /// <summary>The error that says where the running stack is found and how it is ended.</summary>
    public static async Task<CommandFailedException> AlreadyRunsAsync(StackIdentity stack, CancellationToken cancellationToken)
    {
        var status = await StatusFeed.ReadAsync(stack, cancellationToken);
        var where = status is null ? "" : $"\n{UrlTable.Write(status)}";
        return new($"{stack.Name} runs already{(status is null ? "" : $" (process {status.ProcessId})")}. Stop it first: ./devstack stop{where}".TrimEnd());
    }
}
