using Aspire.Hosting;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Images;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Devstack.OpenEdx.Development.Tests;
using Devstack.OpenEdx.Operations;
using Devstack.OpenEdx.Sites;
using Microsoft.AspNetCore.Connections;

namespace Devstack.CommandLine;

/// <summary>What a person is told of an error, and what the process ends with.</summary>
internal static class ErrorTexts
{
    /// <summary>The text and exit code of a mistake of a person or of the machine; <see langword="null"/> for a mistake of ours.</summary>
    public static (string Text, int ExitCode)? Of(Exception error) => error switch
    {
        AggregateException { InnerExceptions: [var inner] } => Of(inner),
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Of(inner),
        CommandFailedException failed => (failed.Message, failed.ExitCode),
        OperationException or TestRunException or ImageException => (error.Message, ExitCodes.Failed),
        DevstackConfigurationException => (error.Message, ExitCodes.WrongUsage),
        ContainerEngineException engine => (engine.Message, IsMissing(engine) ? ExitCodes.PrerequisiteMissing : ExitCodes.Failed),
        PreflightException or PortInUseException or DistributedApplicationException => (error.Message, ExitCodes.Failed),
        // Free when the addresses were chosen, taken a moment later.
        IOException { InnerException: AddressInUseException } =>
            ($"{error.Message.TrimEnd('.')}. Another program, or a stack that started at the same moment, took the port: run it again.", ExitCodes.Failed),
        OperationCanceledException => ("Interrupted.", ExitCodes.Interrupted),
        _ => null,
    };

    // The engine's own refusals quote the command and its exit code; these two mean that there is no engine to ask.
    private static bool IsMissing(ContainerEngineException error) =>
        error.InnerException is System.ComponentModel.Win32Exception || error.Message.Contains("doesn't answer", StringComparison.Ordinal);
}
