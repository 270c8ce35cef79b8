namespace Devstack.CommandLine.Output;

/// <summary>Rows of text under each other, every column as wide as its longest cell.</summary>
internal static class TextTable
{
    public static string Write(params IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = rows.ToList();
        var columns = table.Max(row => row.Count);
        var widths = Enumerable.Range(0, columns)
            .Select(column => table.Max(row => column < row.Count ? row[column].Length : 0))
            .ToArray();
        return string.Concat(table.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd() + "\n"));
    }
}
