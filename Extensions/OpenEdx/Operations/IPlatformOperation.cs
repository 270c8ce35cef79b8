using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Devstack.OpenEdx.Operations;

/// <summary>Something that a person does with a running platform. Written once: a dashboard command and a verb call the same object.</summary>
public interface IPlatformOperation
{
    /// <summary>The command's name, for example <c>create-user</c>.</summary>
    string Name { get; }

    /// <summary>What the dashboard's button says.</summary>
    string Title { get; }

    /// <summary>What it does, in a sentence.</summary>
    string Description { get; }

    /// <summary>What it asks for.</summary>
    IReadOnlyList<OperationInput> Inputs { get; }

    /// <summary>The command that runs inside a container of the platform.</summary>
    /// <param name="values">The answers by the names of <see cref="Inputs"/>.</param>
    OperationCommand CommandFor(IReadOnlyDictionary<string, string> values);
}

/// <summary>Something that an operation asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">What a form calls it.</param>
/// <param name="Kind">The kind of answer.</param>
/// <param name="Required">Whether there has to be an answer.</param>
/// <param name="Default">The answer to begin with.</param>
public sealed record OperationInput(string Name, string Label, OperationInputKind Kind = OperationInputKind.Text, bool Required = true, string? Default = null);

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
/// <param name="Service">The resource whose container runs it: <c>lms</c> or <c>cms</c>.</param>
/// <param name="Command">The command and its arguments.</param>
/// <param name="Input">What it reads from standard input: secrets go there.</param>
public sealed record OperationCommand(string Service, IReadOnlyList<string> Command, string? Input = null);
