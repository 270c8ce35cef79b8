namespace Devstack.CommandLine.Output;

/// <summary>Finds the word that a person probably meant.</summary>
internal static class NearestWord
{
    /// <summary><c> Did you mean 'lms'?</c> with a leading blank, or nothing.</summary>
    public static string Question(string word, IEnumerable<string> known)
    {
        var nearest = known
            .Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(word.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    // Levenshtein's distance, and a swap of two neighbours counts as one mistake; three rows of the matrix are enough.
    private static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }
}
