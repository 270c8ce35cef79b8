using Devstack.CommandLine.Planning;
using Devstack.CommandLine.Running;
using Devstack.CommandLine.Secrets;

namespace Devstack.CommandLine;

/// <summary>The AppHost's arguments, parted into Devstack's words and those that Aspire gets untouched.</summary>
/// <param name="Selection">The stack that is meant.</param>
/// <param name="ForAspire">Aspire's own arguments, for example <c>--operation publish --step publish</c>.</param>
internal sealed record DevstackArguments(StackSelection Selection, IReadOnlyList<string> ForAspire)
{
    /// <summary>Set when the model is only shown, see <c>plan</c>.</summary>
    public PreviewRun? Preview { get; init; }

    /// <summary>Set when the secrets of the model are listed or changed, see <c>secrets</c>.</summary>
    public SecretsRequest? Secrets { get; init; }

    /// <summary>Set when the model is published by a verb.</summary>
    public PublishRequest? Publish { get; init; }

    /// <summary>Whether Devstack's verbs are asked: the first word is one (or a mistake for one), or asks for help.</summary>
    public static bool IsVerb(IReadOnlyList<string> arguments) =>
        arguments.Count > 0 && (!arguments[0].StartsWith('-') || arguments[0] is "--help" or "-h" or "-?" or "--version");

    /// <summary>Parts the arguments of a call without a verb.</summary>
    /// <exception cref="CommandFailedException">An option lacks its value.</exception>
    public static DevstackArguments Split(IReadOnlyList<string> arguments)
    {
        var selection = new StackSelection();
        var forAspire = new List<string>();
        var settings = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, attached) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            switch (name)
            {
                case "--release":
                    selection = selection with { Release = Value() };
                    break;
                case "--config":
                    selection = selection with { ConfigFile = Value() };
                    break;
                case "--profile":
                    settings.AddRange(StackSelection.OfProfile(Value()));
                    break;
                case "--set":
                    settings.Add(Value());
                    break;
                case "--yes":
                    selection = selection with { Yes = true };
                    break;
                default:
                    forAspire.Add(arguments[i]);
                    break;
            }

            string Value() => attached ?? (i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-')
                ? arguments[++i]
                : throw new CommandFailedException($"{name} needs a value. See ./devstack --help.", ExitCodes.WrongUsage));
        }

        return new DevstackArguments(selection with { Settings = settings }, forAspire);
    }
}
