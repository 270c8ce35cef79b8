using System.CommandLine;
using Devstack.OpenEdx.Development.Debuggers;

namespace Devstack.CommandLine.Verbs.Debugging;

/// <summary><c>debug setup</c>: writes launch configurations for an editor.</summary>
internal sealed class DebugCommand : Command
{
    public DebugCommand(VerbContext context)
        : base("debug", "Prepare an editor for debugging.") => Subcommands.Add(new SetupCommand(context));

    private sealed class SetupCommand : Command
    {
        private readonly Argument<string> _editor = new("editor") { Description = "vscode or pycharm.", HelpName = "vscode|pycharm" };
        private readonly Option<string?> _folder = new("--folder") { Description = "The folder that the editor opens. Default: this one.", HelpName = "FOLDER" };

        public SetupCommand(VerbContext context)
            : base("setup", "Write launch configurations that attach to LMS, Studio, workers, services and tests. Yours are kept.")
        {
            _editor.AcceptOnlyFromAmong("vscode", "pycharm");
            Arguments.Add(_editor);
            Options.Add(_folder);
            SetAction(async (result, cancellationToken) =>
            {
                var options = context.Load(result).Settings.Configuration.Options;
                var folder = Path.GetFullPath(result.GetValue(_folder) ?? ".");
                if (!Directory.Exists(folder))
                {
                    throw new CommandFailedException($"There is no folder {folder}. Name the one that your editor opens: --folder FOLDER", ExitCodes.WrongUsage);
                }

                var targets = DebuggerPorts.Of(options);
                var files = result.GetRequiredValue(_editor) == "vscode"
                    ? await VisualStudioCode.WriteAsync(folder, targets, cancellationToken)
                    : await PyCharm.WriteAsync(folder, targets, cancellationToken);
                foreach (var file in files)
                {
                    await context.Terminal(result).Output.WriteLineAsync(file);
                }

                if (targets.All(target => target.Mappings.Count == 0))
                {
                    await context.Terminal(result).Error.WriteLineAsync(
                        "No checkout is configured, so an editor can't show the code that runs: name one in devstack.yaml (checkouts:) and run this again.");
                }

                return ExitCodes.Success;
            });
        }
    }
}
