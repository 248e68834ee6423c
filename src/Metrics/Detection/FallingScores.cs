namespace DeepRecipes.Metrics;

/// <summary>Rows put in order by falling score, equal scores as they were (numpy's merge sort of the negated scores). Keeps its memory for the next time.</summary>
internal sealed class FallingScores
{
    private const int DigitBits = 11;
    private const int Passes = 6;
    private const int Buckets = 1 << DigitBits;
    private const int Few = 48;

    private readonly int[] _counts = new int[Passes * Buckets];
    private ulong[] _keys = [];
    private ulong[] _otherKeys = [];
    private int[] _otherRows = [];

    /// <summary>Sorts rows in place by their scores.</summary>
    public void Sort(Span<int> rows, ReadOnlySpan<double> scores)
    {
        if (_keys.Length < rows.Length)
            (_keys, _otherKeys, _otherRows) = (new ulong[rows.Length], new ulong[rows.Length], new int[rows.Length]);
        Span<ulong> keys = _keys.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
            keys[i] = ~ScoreOrder.Key(scores[rows[i]]);
        if (rows.Length <= Few)
            Insert(keys, rows);
        else
            ByDigits(keys, rows);
    }

    private static void Insert(Span<ulong> keys, Span<int> rows)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            (ulong key, int row) = (keys[i], rows[i]);
            int j = i - 1;
            for (; j >= 0 && keys[j] > key; j--)
                (keys[j + 1], rows[j + 1]) = (keys[j], rows[j]);
            (keys[j + 1], rows[j + 1]) = (key, row);
        }
    }

    private void ByDigits(Span<ulong> keys, Span<int> rows)
    {
        Array.Clear(_counts);
        foreach (ulong key in keys)
        {
            for (int pass = 0; pass < Passes; pass++)
                _counts[(pass * Buckets) + (int)((key >> (pass * DigitBits)) & (Buckets - 1))]++;
        }

        Span<ulong> source = keys;
        Span<int> sourceRows = rows;
        Span<ulong> target = _otherKeys.AsSpan(0, keys.Length);
        Span<int> targetRows = _otherRows.AsSpan(0, keys.Length);
        bool moved = false;
        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> places = _counts.AsSpan(pass * Buckets, Buckets);
            int shift = pass * DigitBits;
            // A digit that all keys share moves nothing.
            if (places[(int)((source[0] >> shift) & (Buckets - 1))] == keys.Length)
                continue;
            int place = 0;
            for (int i = 0; i < Buckets; i++)
                (places[i], place) = (place, place + places[i]);
            for (int i = 0; i < source.Length; i++)
            {
                int to = places[(int)((source[i] >> shift) & (Buckets - 1))]++;
                target[to] = source[i];
                targetRows[to] = sourceRows[i];
            }

            Span<ulong> keysThen = source;
            source = target;
            target = keysThen;
            Span<int> rowsThen = sourceRows;
            sourceRows = targetRows;
            targetRows = rowsThen;
            moved = !moved;
        }

        if (moved)
            sourceRows.CopyTo(rows);
    }
}
