namespace Devstack.OpenEdx.Operations;

/// <summary>Creates a user, or changes the rights and the password of one.</summary>
public sealed class CreateUser : ContainerOperation
{
    /// <inheritdoc/>
    public override string Name => "create-user";

    /// <inheritdoc/>
    public override string Verb => "user create";

    /// <inheritdoc/>
    public override string Title => "Create a user";

    /// <inheritdoc/>
    public override string Description => "Creates a user of the platform, or changes the rights and the password of one that is there.";

    /// <inheritdoc/>
    public override IReadOnlyList<OperationInput> Inputs =>
    [
        new("username", "User name") { IsArgument = true },
        new("email", "E-mail") { IsArgument = true },
        new("password", "Password", OperationInputKind.Secret),
        new("staff", "Staff: may write courses", OperationInputKind.Choice, Required: false, Default: "false"),
        new("superuser", "Superuser: may do everything", OperationInputKind.Choice, Required: false, Default: "false"),
    ];

    /// <inheritdoc/>
    public override OperationCommand CommandFor(IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        // The name and the address are arguments of the interpreter, not parts of the program.
        const string Program =
            "import sys; sys.path.insert(0, '.'); import devstack_jobs; devstack_jobs.create_user(*sys.argv[1:], password=sys.stdin.read())";
        return new(
            "lms",
            ["python", "-c", Program, values["username"], values["email"], values.GetValueOrDefault("staff", "false"), values.GetValueOrDefault("superuser", "false")],
            values["password"]);
    }
}
