using System.Text;

namespace Devstack.CommandLine.Output;

/// <summary>Where a secret comes from: never from the command line, which every process list shows.</summary>
internal interface ISecretInput
{
    /// <summary>Asks for a secret.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    string Read(string label, Terminal terminal);
}

/// <summary>Secrets of this process: typed unseen, twice, or the first line of a pipe.</summary>
internal sealed class SecretInput : ISecretInput
{
    public string Read(string label, Terminal terminal)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line
                ? line
                : throw new CommandFailedException($"{label}: standard input is empty. Pipe it in, or run this at a terminal.", ExitCodes.WrongUsage);
        }

        var first = Type($"{label}: ", terminal);
        return first.Length == 0 ? throw new CommandFailedException($"{label}: nothing was typed.", ExitCodes.WrongUsage)
            : Type($"{label} again: ", terminal) == first ? first
            : throw new CommandFailedException($"{label}: the two differ. Nothing was done.", ExitCodes.WrongUsage);
    }

    private static string Type(string question, Terminal terminal)
    {
        terminal.Error.Write(question);
        terminal.Error.Flush();
        var text = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    terminal.Error.WriteLine();
                    return text.ToString();
                case ConsoleKey.Backspace:
                    text.Length = Math.Max(0, text.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        text.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
