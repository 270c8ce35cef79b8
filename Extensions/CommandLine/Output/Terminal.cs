namespace Devstack.CommandLine.Output;

/// <summary>Where a verb writes and asks: results to <paramref name="Output"/>, progress and errors to <paramref name="Error"/>.</summary>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Input">Standard input; <see langword="null"/> when nobody is there to answer.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, TextReader? Input)
{
    public static Terminal Console { get; } = new(
        System.Console.Out, System.Console.Error, System.Console.IsInputRedirected ? null : System.Console.In);

    /// <summary>Nobody is watching.</summary>
    public static Terminal Silent { get; } = new(TextWriter.Null, TextWriter.Null, null);

    /// <summary>Asks a question that only <c>yes</c> or <c>y</c> agrees to.</summary>
    /// <exception cref="CommandFailedException">Nobody is there to answer.</exception>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (Input is null)
        {
            throw new CommandFailedException($"{question}\nNobody is there to answer: add --yes.", ExitCodes.WrongUsage);
        }

        await Error.WriteAsync($"{question} [y/N] ".AsMemory(), cancellationToken);
        await Error.FlushAsync(cancellationToken);
        var answer = (await Input.ReadLineAsync(cancellationToken))?.Trim();
        return answer is not null
            && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}
