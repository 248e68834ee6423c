namespace DeepRecipes.Metrics;

/// <summary>Rows put in order by small whole numbers, equal ones as they were.</summary>
internal static class Bucketing
{
    /// <summary>Reorders rows by a key of 0 to buckets - 1, and says where each bucket begins (and, last, ends).</summary>
    public static int[] Sort(ref int[] rows, Func<int, int> key, int buckets)
    {
        var starts = new int[buckets + 1];
        var keys = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            keys[i] = key(rows[i]);
            starts[keys[i] + 1]++;
        }

        for (int b = 0; b < buckets; b++)
            starts[b + 1] += starts[b];
        int[] next = starts[..^1];
        var sorted = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            sorted[next[keys[i]]++] = rows[i];
        rows = sorted;
        return starts;
    }
}
