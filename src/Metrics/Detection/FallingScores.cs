namespace DeepRecipes.Metrics;

/// <summary>Rows put in order by falling score, equal scores as they were (numpy's merge sort of the negated scores). Keeps its memory for the next time.</summary>
/// <remarks>
/// Three passes order the upper 31 bits of 64 (sign, exponent, 19 bits of the mantissa), which tells most different scores apart; the few runs that are
/// not told apart are ordered by insertion, or, when they are long, by the lower digits.
/// </remarks>
internal sealed class FallingScores
{
    private const int DigitBits = 11;
    private const int Buckets = 1 << DigitBits;
    private const int UpperPass = 3;
    private const int Passes = 6;
    private const int Few = 48;

    private readonly int[] _counts = new int[UpperPass * Buckets];
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
        {
            Insert(keys, rows);
            return;
        }

        ByDigits(keys, rows, UpperPass, Passes);
        for (int first = 0; first < keys.Length;)
        {
            int end = first + 1;
            bool equal = true;
            while (end < keys.Length && keys[end] >> (UpperPass * DigitBits) == keys[first] >> (UpperPass * DigitBits))
                equal &= keys[end++] == keys[first];
            if (!equal && end - first <= Few)
                Insert(keys[first..end], rows[first..end]);
            else if (!equal)
                ByDigits(keys[first..end], rows[first..end], 0, UpperPass);
            first = end;
        }
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

    /// <summary>Digits are counted from the lowest; six of 11 bits cover 64 (the highest has 9).</summary>
    private void ByDigits(Span<ulong> keys, Span<int> rows, int firstPass, int endPass)
    {
        Array.Clear(_counts);
        Span<int> low = _counts.AsSpan(0, Buckets);
        Span<int> middle = _counts.AsSpan(Buckets, Buckets);
        Span<int> high = _counts.AsSpan(2 * Buckets, Buckets);
        foreach (ulong key in keys)
        {
            ulong digits = key >> (firstPass * DigitBits);
            low[(int)(digits & (Buckets - 1))]++;
            middle[(int)((digits >> DigitBits) & (Buckets - 1))]++;
            high[(int)((digits >> (2 * DigitBits)) & (Buckets - 1))]++;
        }

        Span<ulong> source = keys;
        Span<int> sourceRows = rows;
        Span<ulong> target = _otherKeys.AsSpan(0, keys.Length);
        Span<int> targetRows = _otherRows.AsSpan(0, keys.Length);
        bool moved = false;
        for (int pass = firstPass; pass < endPass; pass++)
        {
            Span<int> places = _counts.AsSpan((pass - firstPass) * Buckets, Buckets);
            int shift = pass * DigitBits;
            // A digit that all keys share moves nothing.
            if (places[(int)((source[0] >> shift) & (Buckets - 1))] == keys.Length)
                continue;
            int place = 0;
            foreach (ref int count in places)
                (count, place) = (place, place + count);
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

        if (!moved)
            return;
        source.CopyTo(keys);
        sourceRows.CopyTo(rows);
    }
}
