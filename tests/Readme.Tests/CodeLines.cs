namespace DeepRecipes.Readme.Tests;

/// <summary>Lines of code compared without regard to how far they are indented as a whole.</summary>
internal static class CodeLines
{
    public static string[] Unindent(IReadOnlyList<string> lines)
    {
        int indent = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty().Min();
        return [.. lines.Select(line => line.Length >= indent ? line[indent..].TrimEnd() : "")];
    }

    /// <summary>
    /// Whether <paramref name="block"/> stands in <paramref name="source"/> line by line. Its leading using directives may stand anywhere in it, and a line that is only
    /// <c>// ...</c> stands for any number of lines.
    /// </summary>
    public static bool Holds(IReadOnlyList<string> source, IReadOnlyList<string> block)
    {
        string[] body = [.. block.SkipWhile(line => IsUsing(line) || line.Length == 0)];
        IEnumerable<string> usings = block.Take(block.Count - body.Length).Where(IsUsing);
        return usings.All(directive => source.Contains(directive, StringComparer.Ordinal)) && Enumerable.Range(0, Math.Max(1, source.Count)).Any(start => HoldsAt(source, start, body));
    }

    private static bool HoldsAt(IReadOnlyList<string> source, int start, string[] body)
    {
        if (body.Length == 0)
            return true;
        int indent = source[start].Length - source[start].TrimStart().Length;
        int at = start;
        bool mayJump = false;
        foreach (string line in body)
        {
            if (line.Trim() == "// ...")
            {
                mayJump = true;
                continue;
            }
            string expected = line.Length == 0 ? "" : new string(' ', indent) + line;
            while (mayJump && at < source.Count && source[at] != expected)
                at++;
            if (at >= source.Count || source[at].TrimEnd() != expected)
                return false;
            at++;
            mayJump = false;
        }
        return true;
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal);
}
