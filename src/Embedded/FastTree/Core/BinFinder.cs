namespace Microsoft.ML.Trainers.FastTree;

/// <summary>Cuts a feature's values into bins: one a distinct value while they suffice, otherwise bins of about equally many rows.</summary>
internal static class BinFinder
{
    /// <summary>
    /// The bins' upper bounds, ascending; the last is positive infinity. A value belongs to the first bin whose bound is not below it.
    /// Bounds lie halfway between neighbouring values, so a new value falls to the nearer side. <paramref name="values"/> (finite) are reordered.
    /// </summary>
    public static float[] FindUpperBounds(Span<float> values, int maxBins)
    {
        var nonzero = MoveZerosBack(values);
        nonzero.Sort();
        var negative = 0;
        while (negative < nonzero.Length && nonzero[negative] < 0)
            negative++;

        Span<float> distinct = new float[values.Length];
        Span<int> counts = new int[values.Length];
        var found = 0;
        Count(nonzero[..negative], distinct, counts, ref found);
        if (nonzero.Length < values.Length)
        {
            distinct[found] = 0;
            counts[found++] = values.Length - nonzero.Length;
        }

        Count(nonzero[negative..], distinct, counts, ref found);
        return FindUpperBounds(distinct[..found], counts[..found], values.Length, maxBins);
    }

    // Most values of images and of text are zero, and need no sorting.
    private static Span<float> MoveZerosBack(Span<float> values)
    {
        var kept = 0;
        foreach (var value in values)
        {
            if (value != 0)
                values[kept++] = value;
        }

        values[kept..].Clear();
        return values[..kept];
    }

    private static void Count(ReadOnlySpan<float> sorted, Span<float> distinct, Span<int> counts, ref int found)
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i == 0 || sorted[i] != sorted[i - 1])
                distinct[found++] = sorted[i];
            counts[found - 1]++;
        }
    }

    private static float[] FindUpperBounds(ReadOnlySpan<float> distinct, ReadOnlySpan<int> counts, int total, int maxBins)
    {
        var bounds = new List<float>(Math.Min(distinct.Length, maxBins));
        var rowsLeft = total;
        var rowsInBin = 0;
        for (var i = 0; i < distinct.Length - 1; i++)
        {
            rowsInBin += counts[i];
            var binsLeft = maxBins - bounds.Count;
            if (binsLeft == 1)
                break;

            // A bin is closed when it has its share of what is left, or when every value left may have a bin of its own.
            if (distinct.Length - i <= binsLeft || rowsInBin >= (double)rowsLeft / binsLeft)
            {
                bounds.Add(Between(distinct[i], distinct[i + 1]));
                rowsLeft -= rowsInBin;
                rowsInBin = 0;
            }
        }

        bounds.Add(float.PositiveInfinity);
        return [.. bounds];
    }

    /// <summary>A number from low (included) to high (excluded), the middle where there is one.</summary>
    private static float Between(float low, float high)
    {
        var middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }
}
