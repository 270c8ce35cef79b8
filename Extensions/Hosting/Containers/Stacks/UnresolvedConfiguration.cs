using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Devstack.Hosting.Containers.Stacks;

/// <summary>A container's arguments and environment before any port or address is known: the same text in every run.</summary>
/// <param name="Arguments">In the order of the command line; a reference is an expression such as <c>{mysql.bindings.tcp.host}</c>.</param>
/// <param name="Environment">The variables, likewise.</param>
/// <param name="Parameters">What the values refer to, also through other references.</param>
internal sealed record UnresolvedConfiguration(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, IReadOnlySet<ParameterResource> Parameters)
{
    /// <summary>Asks the callbacks as a run does, but leaves nothing behind for the run.</summary>
    /// <remarks>
    /// Aspire's own builder of configurations keeps what a callback answers: a later question under another mode, which would
    /// give expressions instead of values, gets the first answer.
    /// </remarks>
    public static async Task<UnresolvedConfiguration> OfAsync(IResource resource, IServiceProvider services, CancellationToken cancellationToken)
    {
        var execution = services.GetRequiredService<DistributedApplicationExecutionContext>();
        var arguments = new List<object>();
        var argumentsContext = new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(argumentsContext);
        }

        var environment = new Dictionary<string, object>();
        var environmentContext = new EnvironmentCallbackContext(execution, resource, environment, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(environmentContext);
        }

        var parameters = new HashSet<ParameterResource>();
        Collect(arguments.Concat(environment.Values), parameters, []);
        return new(
            [.. arguments.Select(Expression)],
            environment.ToDictionary(variable => variable.Key, variable => Expression(variable.Value)),
            parameters);
    }

    private static string Expression(object value) => value switch
    {
        IManifestExpressionProvider provider => provider.ValueExpression,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void Collect(IEnumerable<object> values, HashSet<ParameterResource> parameters, HashSet<object> seen)
    {
        foreach (var value in values.Where(seen.Add))
        {
            if (value is ParameterResource parameter)
            {
                parameters.Add(parameter);
            }

            if (value is IValueWithReferences { References: var references })
            {
                Collect(references, parameters, seen);
            }
        }
    }
}
