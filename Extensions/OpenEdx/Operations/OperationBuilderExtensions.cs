using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Devstack.OpenEdx.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Devstack.OpenEdx.Operations;

/// <summary>Shows operations as commands of a resource.</summary>
internal static class OperationBuilderExtensions
{
    public static IResourceBuilder<T> WithOperation<T>(this IResourceBuilder<T> builder, IPlatformOperation operation, DevstackOptions options)
        where T : IResource => builder.WithCommand(
            operation.Name,
            operation.Title,
            context => RunAsync(operation, options, context),
            new CommandOptions
            {
                Description = operation.Description,
                IconName = "Play",
                ConfirmationMessage = operation.Confirmation.Length > 0 ? operation.Confirmation : null,
                Arguments = [.. operation.Inputs.Select(Input)],
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });

    private static async Task<ExecuteCommandResult> RunAsync(IPlatformOperation operation, DevstackOptions options, ExecuteCommandContext context)
    {
        var text = new StringBuilder();
        var operationContext = new OperationContext(
            context.Services.GetRequiredService<StackIdentity>(), context.Services.GetRequiredService<IContainerEngine>(), options, Line);
        var values = operation.Inputs.ToDictionary(input => input.Name, input => context.Arguments[input.Name].Value ?? input.Default ?? "");
        try
        {
            var exitCode = await operation.RunAsync(operationContext, values, context.CancellationToken);
            return exitCode == 0
                ? CommandResults.Success($"{operation.Title}: done.", text.ToString(), CommandResultFormat.Text)
                : CommandResults.Failure($"{operation.Title}: exit code {exitCode}.", text.ToString(), CommandResultFormat.Text);
        }
        catch (OperationException error)
        {
            return CommandResults.Failure(error.Message, text.ToString(), CommandResultFormat.Text);
        }

        // Both streams of a command report their lines, each from its own thread.
        void Line(string line)
        {
            context.Logger.LogInformation("{Line}", line);
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static InteractionInput Input(OperationInput input) => new()
    {
        Name = input.Name,
        Label = input.Label,
        Required = input.Required,
        Value = input.Default,
        Options = input.Among.Count > 0 ? [.. input.Among.Select(answer => KeyValuePair.Create(answer, answer))] : null,
        InputType = input.Kind switch
        {
            OperationInputKind.Secret => InputType.SecretText,
            OperationInputKind.Choice => InputType.Boolean,
            _ when input.Among.Count > 0 => InputType.Choice,
            _ => InputType.Text,
        },
    };
}
