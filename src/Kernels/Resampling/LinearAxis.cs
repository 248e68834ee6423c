namespace DeepRecipes.Kernels;

/// <summary>Where each target pixel of one axis falls between two source pixels: half-pixel centres, in the arithmetic of OpenCV's <c>INTER_LINEAR</c>.</summary>
internal static class LinearAxis
{
    /// <summary>Index of the left (upper) neighbour and the weight of the right (lower) one, before any clamping: the index may be -1.</summary>
    /// <remarks>With <paramref name="area"/>, where the area interpolation enlarges: a target pixel inside one source pixel takes that, one across a border takes its shares.</remarks>
    public static void Fill(int source, int target, Span<int> index, Span<float> fraction, bool area = false)
    {
        // The reciprocal of the ratio, not the ratio: the last bit differs, and with it some pixels.
        double ratio = (double)target / source, scale = 1.0 / ratio;
        for (int i = 0; area && i < target; i++)
        {
            index[i] = (int)Math.Floor(i * scale);
            float share = (float)(i + 1 - ((index[i] + 1) * ratio));
            fraction[i] = share <= 0 ? 0f : share - MathF.Floor(share);
        }

        if (area)
            return;
        for (int i = 0; i < target; i++)
        {
            float position = (float)(((i + 0.5) * scale) - 0.5);
            int left = (int)MathF.Floor(position);
            index[i] = left;
            fraction[i] = position - left;
        }
    }

    /// <summary>The same with both neighbours inside: beyond the ends the edge pixel stands alone.</summary>
    public static void FillClamped(int source, int target, Span<int> index, Span<float> fraction, bool area = false)
    {
        Fill(source, target, index, fraction, area);
        for (int i = 0; i < target; i++)
        {
            if (index[i] < 0)
                (index[i], fraction[i]) = (0, 0f);
            else if (index[i] >= source - 1)
                (index[i], fraction[i]) = (source - 1, 0f);
        }
    }
}
