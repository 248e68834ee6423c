namespace DeepRecipes.Kernels;

/// <summary>Two masks walked through together, run by run, without unpacking them.</summary>
internal static class RunMerge
{
    /// <summary>Pixels inside both, and inside either.</summary>
    public static (long Intersection, long Union) Overlap(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        long intersection = 0;
        long union = 0;
        int i = 0;
        int j = 0;
        uint left = first.IsEmpty ? 0 : first[0];
        uint right = second.IsEmpty ? 0 : second[0];
        while (i < first.Length && j < second.Length)
        {
            uint step = Math.Min(left, right);
            // Odd runs are inside.
            intersection += (i & j & 1) != 0 ? step : 0;
            union += ((i | j) & 1) != 0 ? step : 0;
            left -= step;
            right -= step;
            if (left == 0 && ++i < first.Length)
                left = first[i];
            if (right == 0 && ++j < second.Length)
                right = second[j];
        }

        return (intersection, union);
    }

    public static uint[] Union(ReadOnlySpan<uint> first, ReadOnlySpan<uint> second)
    {
        var counts = new List<uint>(first.Length + second.Length);
        bool inside = false;
        uint run = 0;
        int i = 0;
        int j = 0;
        uint left = first.IsEmpty ? 0 : first[0];
        uint right = second.IsEmpty ? 0 : second[0];
        while (i < first.Length && j < second.Length)
        {
            uint step = Math.Min(left, right);
            bool now = ((i | j) & 1) != 0;
            if (now != inside && step > 0)
            {
                counts.Add(run);
                run = 0;
                inside = now;
            }

            run += step;
            left -= step;
            right -= step;
            if (left == 0 && ++i < first.Length)
                left = first[i];
            if (right == 0 && ++j < second.Length)
                right = second[j];
        }

        counts.Add(run);
        return [.. counts];
    }
}
