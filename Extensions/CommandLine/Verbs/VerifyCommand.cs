using System.CommandLine;

namespace Devstack.CommandLine.Verbs;

/// <summary><c>verify</c>: builds and tests all. The launcher does it, since it replaces the very files that this process is made of.</summary>
internal sealed class VerifyCommand : Command
{
    private readonly Option<string?> _only = new("--only") { Description = "Run the test projects whose name contains this.", HelpName = "NAME" };

    public VerifyCommand()
        : base("verify", "Build everything and run all tests, as continuous integration does.")
    {
        Options.Add(_only);
        SetAction(Refuse);
    }

    private static int Refuse(ParseResult result) => throw new CommandFailedException(
        "verify is a word of the launcher: run ./devstack verify in the repository's root.", ExitCodes.WrongUsage);
}
