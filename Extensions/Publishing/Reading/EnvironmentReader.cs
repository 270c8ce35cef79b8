using Aspire.Hosting.ApplicationModel;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Runs the callbacks that give a workload its environment and its arguments.</summary>
internal static class EnvironmentReader
{
    public static async Task<IReadOnlyList<VariableSpec>> VariablesAsync(
        ReadingContext context, IResource resource, ValueReader values, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, object>();
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await context.TryAsync(resource, "environment", () => annotation.Callback(
                new EnvironmentCallbackContext(context.Execution, resource, variables, cancellationToken) { Logger = context.Logger }));
        }

        return [.. variables
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => new VariableSpec(variable.Key, values.Read(variable.Value, $"environment variable {variable.Key}")))];
    }

    public static async Task<IReadOnlyList<Value>> ArgumentsAsync(
        ReadingContext context, IResource resource, ValueReader values, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await context.TryAsync(resource, "arguments", () => annotation.Callback(
                new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = context.Execution, Logger = context.Logger }));
        }

        var read = arguments.Select((argument, index) => values.Read(argument, $"argument {index + 1}")).ToList();
        foreach (var secret in read.SelectMany(value => value.Parameters).Where(parameter => parameter.IsSecret))
        {
            context.Problems.Add(resource.Name, $"has the secret '{secret.Parameter}' among its arguments, where every process list shows it. Give it as a file (WithSecretFile) or as an environment variable.");
        }

        return read;
    }
}
