using System.CommandLine;
using Devstack.OpenEdx.Operations;

namespace Devstack.CommandLine.Verbs.Operations;

/// <summary>Makes a verb of each operation that has one: the same objects are commands of the dashboard.</summary>
internal static class OperationVerbs
{
    // What a verb of two words begins with says in the help what is below it.
    private static readonly Dictionary<string, string> Groups = new()
    {
        ["user"] = "Create users.",
        ["course"] = "Import courses.",
        ["theme"] = "Choose the theme.",
        ["settings"] = "Show what a running service is set to.",
        ["snapshot"] = "Save and load the data of all datastores.",
    };

    public static void AddTo(Command root, VerbContext context)
    {
        // The inputs are the same for every configuration: what depends on it is asked for when the verb runs.
        foreach (var operation in PlatformOperations.Of(new()).Where(operation => operation.Verb.Length > 0))
        {
            var words = operation.Verb.Split(' ');
            var parent = root;
            foreach (var group in words[..^1])
            {
                parent = GroupOf(parent, group);
            }

            parent.Subcommands.Add(new OperationCommand(context, operation, words[^1]));
        }
    }

    private static Command GroupOf(Command parent, string name)
    {
        if (parent.Subcommands.FirstOrDefault(command => command.Name == name) is not { } group)
        {
            group = new Command(name, Groups[name]);
            parent.Subcommands.Add(group);
        }

        return group;
    }
}
