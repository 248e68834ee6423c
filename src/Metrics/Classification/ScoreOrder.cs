using System.Runtime.InteropServices;

namespace DeepRecipes.Metrics;

/// <summary>Scores as unsigned numbers of the same order, and their sorting digit by digit.</summary>
internal static class ScoreOrder
{
    private const int DigitBits = 11;
    private const int Passes = 6;
    private const int Buckets = 1 << DigitBits;

    /// <summary>Below this many, the library's sort has less to set up.</summary>
    private const int Few = 4096;

    /// <summary>Growing with the score; -0 and 0 are one number.</summary>
    public static ulong Key(double score)
    {
        long bits = BitConverter.DoubleToInt64Bits(score + 0.0);
        return (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    public static double Score(ulong key)
    {
        long bits = (long)key;
        return BitConverter.Int64BitsToDouble(bits ^ ((~bits >> 63) | long.MinValue));
    }

    /// <summary>The keys of the positives and of the negatives, each rising. Sorting them apart spares carrying the labels along.</summary>
    public static (ulong[] Positives, ulong[] Negatives) Split(ReadOnlySpan<bool> labels, ReadOnlySpan<double> scores)
    {
        int count = 0;
        foreach (byte label in MemoryMarshal.AsBytes(labels))
            count += label;
        var positives = new ulong[count];
        var negatives = new ulong[scores.Length - count];
        int p = 0;
        int n = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            ulong key = Key(scores[i]);
            if (labels[i])
                positives[p++] = key;
            else
                negatives[n++] = key;
        }

        if (scores.Length < Few)
        {
            Array.Sort(positives);
            Array.Sort(negatives);
        }
        else
        {
            Parallel.Invoke(() => Sort(positives), () => Sort(negatives));
        }

        return (positives, negatives);
    }

    private static void Sort(ulong[] keys)
    {
        if (keys.Length < Few)
        {
            Array.Sort(keys);
            return;
        }

        var counts = new int[Passes * Buckets];
        foreach (ulong key in keys)
        {
            for (int pass = 0; pass < Passes; pass++)
                counts[(pass * Buckets) + (int)((key >> (pass * DigitBits)) & (Buckets - 1))]++;
        }

        ulong[] source = keys;
        var target = new ulong[keys.Length];
        for (int pass = 0; pass < Passes; pass++)
        {
            Span<int> places = counts.AsSpan(pass * Buckets, Buckets);
            int shift = pass * DigitBits;
            // A digit that all keys share moves nothing.
            if (places[(int)((source[0] >> shift) & (Buckets - 1))] == keys.Length)
                continue;
            int place = 0;
            for (int i = 0; i < Buckets; i++)
                (places[i], place) = (place, place + places[i]);
            foreach (ulong key in source)
                target[places[(int)((key >> shift) & (Buckets - 1))]++] = key;
            (source, target) = (target, source);
        }

        if (!ReferenceEquals(source, keys))
            source.CopyTo(keys, 0);
    }
}
