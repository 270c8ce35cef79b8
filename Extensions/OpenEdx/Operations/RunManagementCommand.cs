namespace Devstack.OpenEdx.Operations;

/// <summary>Runs a management command of the LMS or of Studio.</summary>
public sealed class RunManagementCommand : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "manage";

    /// <inheritdoc/>
    public override string Verb => ""; // ./devstack manage has the terminal to itself

    /// <inheritdoc/>
    public override string Title => "Run a management command";

    /// <inheritdoc/>
    public override string Description => "Runs a Django management command, for example 'lms showmigrations' or 'cms reindex_course --all'.";

    /// <inheritdoc/>
    public override IReadOnlyList<OperationInput> Inputs => [new("command", "Command: lms or cms, then the command with its arguments")];

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var service = values["command"].TrimStart().StartsWith("cms", StringComparison.Ordinal) ? "cms" : "lms";
        // The shell only splits the words, as a person would expect of a command line; exec keeps the exit code.
        return new(service, ["sh", "-c", $"exec ./manage.py {values["command"]}"]);
    }
}
