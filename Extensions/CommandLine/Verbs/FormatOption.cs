using System.CommandLine;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>--format text|json</c>, for verbs whose result a script reads.</summary>
internal sealed class FormatOption : Option<string>
{
    private const string Json = "json";

    public FormatOption()
        : base("--format")
    {
        Description = "text for people, json for scripts.";
        HelpName = "FORMAT";
        DefaultValueFactory = _ => "text";
        this.AcceptOnlyFromAmong("text", Json);
    }

    public bool IsJson(ParseResult result) => result.GetValue(this) == Json;
}
