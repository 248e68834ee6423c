namespace DeepRecipes.Metrics;

/// <summary>Squared Euclidean distances to the nearest pixel of a kind, exact (Felzenszwalb and Huttenlocher 2012): columns first, then rows.</summary>
internal static class DistanceTransform
{
    /// <summary>Infinity where there is no such pixel at all.</summary>
    public static double[] Squared(ReadOnlySpan<byte> mask, int width, int height, bool wanted)
    {
        var squared = new double[mask.Length];
        for (int i = 0; i < mask.Length; i++)
            squared[i] = (mask[i] != 0) == wanted ? 0 : double.PositiveInfinity;
        int longest = Math.Max(width, height);
        var line = new double[longest];
        var result = new double[longest];
        var centers = new int[longest];
        var borders = new double[longest + 1];
        for (int x = 0; x < width; x++)
        {
            for (int y = 0; y < height; y++)
                line[y] = squared[(y * width) + x];
            Line(line.AsSpan(0, height), result, centers, borders);
            for (int y = 0; y < height; y++)
                squared[(y * width) + x] = result[y];
        }

        for (int y = 0; y < height; y++)
        {
            squared.AsSpan(y * width, width).CopyTo(line);
            Line(line.AsSpan(0, width), result, centers, borders);
            result.AsSpan(0, width).CopyTo(squared.AsSpan(y * width));
        }

        return squared;
    }

    /// <summary>The lower envelope of parabolas that stand on the line at each finite value.</summary>
    private static void Line(ReadOnlySpan<double> values, Span<double> result, Span<int> centers, Span<double> borders)
    {
        int count = 0;
        for (int q = 0; q < values.Length; q++)
        {
            if (double.IsPositiveInfinity(values[q]))
                continue;
            double border = double.NegativeInfinity;
            while (count > 0)
            {
                int p = centers[count - 1];
                border = (values[q] + ((double)q * q) - (values[p] + ((double)p * p))) / (2.0 * (q - p));
                if (border > borders[count - 1])
                    break;
                count--;
                border = double.NegativeInfinity;
            }

            centers[count] = q;
            borders[count++] = border;
        }

        if (count == 0)
        {
            result[..values.Length].Fill(double.PositiveInfinity);
            return;
        }

        int k = 0;
        for (int q = 0; q < values.Length; q++)
        {
            while (k + 1 < count && borders[k + 1] < q)
                k++;
            double distance = q - centers[k];
            result[q] = (distance * distance) + values[centers[k]];
        }
    }
}
