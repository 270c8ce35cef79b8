using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Engine;
using Devstack.Hosting.Containers.Stacks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Devstack.OpenEdx.Operations;

/// <summary>Shows operations as commands of a resource.</summary>
internal static class OperationBuilderExtensions
{
    public static IResourceBuilder<T> WithOperation<T>(this IResourceBuilder<T> builder, IPlatformOperation operation)
        where T : IResource => builder.WithCommand(
            operation.Name,
            operation.Title,
            context => RunAsync(operation, context),
            new CommandOptions
            {
                Description = operation.Description,
                IconName = "Play",
                Arguments = [.. operation.Inputs.Select(Input)],
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running
                    ? ResourceCommandState.Enabled
                    : ResourceCommandState.Disabled,
            });

    private static async Task<ExecuteCommandResult> RunAsync(IPlatformOperation operation, ExecuteCommandContext context)
    {
        var engine = context.Services.GetRequiredService<IContainerEngine>();
        var stack = context.Services.GetRequiredService<StackIdentity>();
        var values = operation.Inputs.ToDictionary(input => input.Name, input => context.Arguments[input.Name].Value ?? input.Default ?? "");
        var command = operation.CommandFor(values);
        var output = await engine.ExecAsync(stack.ContainerName(command.Service), command.Command, command.Input, context.CancellationToken);
        foreach (var line in output.Text.Split('\n'))
        {
            context.Logger.LogInformation("{Line}", line);
        }

        return output.ExitCode == 0
            ? CommandResults.Success($"{operation.Title}: done.", output.Text, CommandResultFormat.Text)
            : CommandResults.Failure($"{operation.Title}: exit code {output.ExitCode}.", output.Text, CommandResultFormat.Text);
    }

    private static InteractionInput Input(OperationInput input) => new()
    {
        Name = input.Name,
        Label = input.Label,
        Required = input.Required,
        Value = input.Default,
        InputType = input.Kind switch
        {
            OperationInputKind.Secret => InputType.SecretText,
            OperationInputKind.Choice => InputType.Boolean,
            _ => InputType.Text,
        },
    };
}
