namespace Devstack.OpenEdx.Operations;

/// <summary>Something that a person does with a running platform. Written once: a dashboard command, <c>aspire resource</c> and a verb call the same object.</summary>
public interface IPlatformOperation
{
    /// <summary>The command's name in the dashboard, for example <c>create-user</c>.</summary>
    string Name { get; }

    /// <summary>The words of the verb, for example <c>user create</c>.</summary>
    string Verb { get; }

    /// <summary>What the dashboard's button says.</summary>
    string Title { get; }

    /// <summary>What it does, in a sentence.</summary>
    string Description { get; }

    /// <summary>What a person has to agree to beforehand; empty for nothing.</summary>
    string Confirmation => "";

    /// <summary>What it asks for.</summary>
    IReadOnlyList<OperationInput> Inputs { get; }

    /// <summary>Carries it out.</summary>
    /// <param name="context">The stack, and where it writes.</param>
    /// <param name="values">The answers by the names of <see cref="Inputs"/>; what wasn't answered is empty.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The exit code: 0 for success.</returns>
    /// <exception cref="OperationException">An answer can't be used, or the platform is in no state for it.</exception>
    Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);
}

/// <summary>An operation that is one command in one container.</summary>
public abstract class ContainerOperation : IPlatformOperation
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Verb { get; }

    /// <inheritdoc/>
    public abstract string Title { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<OperationInput> Inputs => [];

    /// <summary>The command that runs inside a container of the platform.</summary>
    /// <param name="values">The answers by the names of <see cref="Inputs"/>.</param>
    public abstract OperationCommand CommandFor(IReadOnlyDictionary<string, string> values);

    /// <inheritdoc/>
    public Task<int> RunAsync(OperationContext context, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ExecAsync(CommandFor(values), cancellationToken);
    }
}

/// <summary>Something that an operation asks for.</summary>
/// <param name="Name">Its name: an option of the verb, or its argument.</param>
/// <param name="Label">What a form calls it.</param>
/// <param name="Kind">The kind of answer.</param>
/// <param name="Required">Whether there has to be an answer.</param>
/// <param name="Default">The answer to begin with.</param>
public sealed record OperationInput(string Name, string Label, OperationInputKind Kind = OperationInputKind.Text, bool Required = true, string? Default = null)
{
    /// <summary>Whether the verb takes it as a word of its own, in the order of the inputs, and not as an option.</summary>
    public bool IsArgument { get; init; }

    /// <summary>The only answers that there are; empty for any.</summary>
    public IReadOnlyList<string> Among { get; init; } = [];
}

/// <summary>The kind of an answer.</summary>
public enum OperationInputKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A text that isn't shown, and never becomes an argument of a process.</summary>
    Secret,

    /// <summary>Yes or no: <c>true</c> or <c>false</c>.</summary>
    Choice,
}

/// <summary>A command inside a container.</summary>
/// <param name="Service">The resource whose container runs it, for example <c>lms</c>.</param>
/// <param name="Command">The command and its arguments.</param>
/// <param name="Input">What it reads from standard input: secrets go there.</param>
public sealed record OperationCommand(string Service, IReadOnlyList<string> Command, string? Input = null);
