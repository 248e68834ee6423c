namespace DeepRecipes.Metrics;

/// <summary>Rows put in order by small whole numbers, equal ones as they were.</summary>
internal static class Bucketing
{
    /// <summary>Reorders rows by a key of 0 to buckets - 1, and says where each bucket begins (and, last, ends).</summary>
    /// <param name="rows">Rows in any order; replaced by the new order.</param>
    /// <param name="keys">The key of every row, by row number.</param>
    /// <param name="buckets">How many keys there are.</param>
    public static int[] Sort(ref int[] rows, ReadOnlySpan<int> keys, int buckets)
    {
        var starts = new int[buckets + 1];
        foreach (int row in rows)
            starts[keys[row] + 1]++;
        for (int b = 0; b < buckets; b++)
            starts[b + 1] += starts[b];
        int[] next = starts[..^1];
        var sorted = new int[rows.Length];
        foreach (int row in rows)
            sorted[next[keys[row]]++] = row;
        rows = sorted;
        return starts;
    }

    /// <summary>0, 1, 2, ...</summary>
    public static int[] All(int count)
    {
        var rows = new int[count];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = i;
        return rows;
    }

    /// <summary>The place of each row's image.</summary>
    public static int[] Keys(ReadOnlySpan<int> images, ReadOnlySpan<int> ranks)
    {
        var keys = new int[images.Length];
        for (int i = 0; i < keys.Length; i++)
            keys[i] = ranks[images[i]];
        return keys;
    }
}
