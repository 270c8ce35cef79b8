using Aspire.Hosting.ApplicationModel;
using Devstack.Hosting.Containers.Deployment;
using Devstack.Publishing.Document;

namespace Devstack.Publishing.Reading;

/// <summary>Reads the user from the model, or from the one argument of the container engine that has an equal in every target.</summary>
internal static class RuntimeArgumentReader
{
    public static async Task<UserSpec?> UserAsync(ReadingContext context, IResource resource, CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await context.TryAsync(resource, "container runtime arguments", () => annotation.Callback(new ContainerRuntimeArgsCallbackContext(arguments, cancellationToken)));
        }

        UserSpec? user = null;
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--user" or "-u" when i + 1 < arguments.Count && arguments[i + 1] is string name:
                    user = Parse(name);
                    i++;
                    break;
                case string text when text.StartsWith("--user=", StringComparison.Ordinal):
                    user = Parse(text["--user=".Length..]);
                    break;
                case "--init":
                    break; // every target has it
                case var other:
                    context.Problems.Add(resource.Name, $"has the container runtime argument '{other}', which only this machine's engine understands. Say it with an annotation, or in run mode only.");
                    break;
            }
        }

        return resource.TryGetLastAnnotation<RunAsUserAnnotation>(out var run) ? Parse($"{run.User}:{run.Group}") : user;
    }

    private static UserSpec Parse(string text) => text.Split(':', 2) is [var user, var group] ? new(user, group) : new(text, null);
}
