using System.CommandLine;

namespace Devstack.CommandLine.Verbs.Shells;

/// <summary>A verb whose last words belong to another program, options included.</summary>
internal interface IPassesWordsOn
{
    /// <summary>How many words come before them, for example one in <c>manage lms ...</c>.</summary>
    int OwnWords { get; }
}

/// <summary>Parts our words from those of another program: <c>manage lms migrate --help</c> asks migrate, not us.</summary>
internal static class PassThrough
{
    private static readonly string[] WithValue = ["--release", "--profile", "--config", "--set"];

    /// <summary>The same words with <c>--</c> where the other program's begin.</summary>
    public static string[] Mark(string[] args, Command root)
    {
        if (args.Length == 0 || root.Subcommands.FirstOrDefault(command => command.Name == args[0]) is not IPassesWordsOn verb)
        {
            return args;
        }

        var own = 0;
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] == "--" || (own == 0 && ((Command)verb).Subcommands.Any(command => command.Name == args[i])))
            {
                return args;
            }

            if (own == verb.OwnWords && !IsOurs(args[i]))
            {
                return [.. args[..i], "--", .. args[i..]];
            }

            i += WithValue.Contains(args[i]) ? 1 : 0;
            own += args[i].StartsWith('-') || WithValue.Contains(args[i - 1]) ? 0 : 1;
        }

        return args;
    }

    // Ahead of the other program's first word, what is ours stays ours: npm --release miniature run build.
    private static bool IsOurs(string word) =>
        WithValue.Contains(word.Split('=')[0]) || word is "--yes" or "--help" or "-h" or "-?";
}
