namespace DeepRecipes.Kernels;

/// <summary>
/// Maps for <see cref="RemapKernel"/> that bend an image: smooth random displacement, and a grid with moved nodes. The same map moves image, mask and points, so they stay in step.
/// </summary>
public static class DisplacementKernel
{
    /// <summary>
    /// Elastic distortion (Simard, Steinkraus and Platt, ICDAR 2003): uniform noise in -1..1, smoothed by a Gaussian and scaled, is how far each target pixel looks away from its own place.
    /// </summary>
    /// <param name="width">The image's width, at least 1.</param>
    /// <param name="height">The image's height, at least 1.</param>
    /// <param name="amount">Scale of the smoothed noise, pixels; at least 0.</param>
    /// <param name="deviation">Of the smoothing Gaussian, pixels; greater than 0, at most 100.</param>
    /// <param name="random">The stream; the draws <paramref name="draw"/> and <c>draw + 1</c> are used.</param>
    /// <param name="draw">The first draw used.</param>
    /// <param name="mapX">width x height floats, filled.</param>
    /// <param name="mapY">width x height floats, filled.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Elastic(
        int width, int height, double amount, double deviation, in CounterRandom random, uint draw, Span<float> mapX, Span<float> mapY)
    {
        Guard(width, height, mapX, mapY);
        Ensure.InRange(amount, 0, 1e6);
        Ensure.Positive(deviation);
        Ensure.InRange(deviation, 0, 100);
        int half = (int)Math.Ceiling(3 * deviation);
        Span<double> weights = stackalloc double[(2 * half) + 1];
        GaussianWeights.Fill(deviation, weights);
        random.FillUniform(draw, mapX);
        random.FillUniform(draw + 1, mapY);
        Smooth(mapX, width, height, weights, amount);
        Smooth(mapY, width, height, weights, amount);
        for (int i = 0; i < mapX.Length; i++)
        {
            mapX[i] += i % width;
            mapY[i] += i / width;
        }
    }

    /// <summary>Grid distortion: the nodes of a regular grid look elsewhere, the pixels between them in proportion (bilinear).</summary>
    /// <param name="width">The image's width, at least 1.</param>
    /// <param name="height">The image's height, at least 1.</param>
    /// <param name="columns">Cells across, at least 1.</param>
    /// <param name="offsets">For each of (columns + 1) x (rows + 1) nodes, row by row, how far it looks to the right and down, in pixels.</param>
    /// <param name="mapX">width x height floats, filled.</param>
    /// <param name="mapY">width x height floats, filled.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public static void Grid(int width, int height, int columns, ReadOnlySpan<(float X, float Y)> offsets, Span<float> mapX, Span<float> mapY)
    {
        Guard(width, height, mapX, mapY);
        Ensure.InRange(columns, 1, 1000);
        int rows = (offsets.Length / (columns + 1)) - 1;
        Ensure.InRange(rows, 1, 1000, "offsets' rows less one");
        Ensure.Length(offsets.Length, (columns + 1) * (rows + 1), nameof(offsets));
        for (int y = 0; y < height; y++)
        {
            float v = height == 1 ? 0 : (float)y / (height - 1) * rows;
            int row = Math.Min((int)v, rows - 1);
            float down = v - row;
            for (int x = 0; x < width; x++)
            {
                float u = width == 1 ? 0 : (float)x / (width - 1) * columns;
                int column = Math.Min((int)u, columns - 1);
                float right = u - column;
                int node = (row * (columns + 1)) + column, below = node + columns + 1;
                int i = (y * width) + x;
                mapX[i] = x + Blend(offsets[node].X, offsets[node + 1].X, offsets[below].X, offsets[below + 1].X, right, down);
                mapY[i] = y + Blend(offsets[node].Y, offsets[node + 1].Y, offsets[below].Y, offsets[below + 1].Y, right, down);
            }
        }
    }

    /// <summary>
    /// Where a source point goes: the target place that looks at it, found by walking against the displacement. Exact to a hundredth of a pixel unless the map folds, which it does not while
    /// neighbouring pixels' displacements differ by less than a pixel.
    /// </summary>
    /// <param name="mapX">The map's columns.</param>
    /// <param name="mapY">The map's rows.</param>
    /// <param name="width">The map's width.</param>
    /// <param name="x">Source column.</param>
    /// <param name="y">Source row.</param>
    public static (double X, double Y) MapPoint(ReadOnlySpan<float> mapX, ReadOnlySpan<float> mapY, int width, double x, double y)
    {
        Ensure.Positive(width);
        Ensure.SameLength(mapX.Length, mapY.Length, nameof(mapX), nameof(mapY));
        int height = mapX.Length / width;
        double tx = x, ty = y;
        for (int i = 0; i < 50; i++)
        {
            double errorX = x - (Sample(mapX, width, height, tx, ty) + tx), errorY = y - (Sample(mapY, width, height, tx, ty, vertical: true) + ty);
            tx += 0.8 * errorX;
            ty += 0.8 * errorY;
            if (Math.Abs(errorX) + Math.Abs(errorY) < 1e-4)
                break;
        }

        return (tx, ty);
    }

    // The displacement (map less own place) between pixels; outside it is the edge's.
    private static double Sample(ReadOnlySpan<float> map, int width, int height, double x, double y, bool vertical = false)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        int x0 = Math.Min((int)x, Math.Max(width - 2, 0)), y0 = Math.Min((int)y, Math.Max(height - 2, 0)), x1 = Math.Min(x0 + 1, width - 1), y1 = Math.Min(y0 + 1, height - 1);
        return Blend(
            map[(y0 * width) + x0] - (vertical ? y0 : x0), map[(y0 * width) + x1] - (vertical ? y0 : x1),
            map[(y1 * width) + x0] - (vertical ? y1 : x0), map[(y1 * width) + x1] - (vertical ? y1 : x1), (float)(x - x0), (float)(y - y0));
    }

    private static float Blend(float a, float b, float c, float d, float right, float down) =>
        (((a * (1 - right)) + (b * right)) * (1 - down)) + (((c * (1 - right)) + (d * right)) * down);

    private static void Smooth(Span<float> field, int width, int height, ReadOnlySpan<double> weights, double amount)
    {
        int half = weights.Length / 2;
        using var pooled = new Pooled<float>(field.Length);
        Span<float> across = pooled.Span;
        for (int i = 0; i < field.Length; i++)
        {
            int row = i / width * width, x = i - row;
            double sum = 0;
            for (int k = 0; k < weights.Length; k++)
                sum += weights[k] * ((2 * field[row + Border.Index(x - half + k, width, BorderMode.Reflect101)]) - 1);
            across[i] = (float)sum;
        }

        for (int i = 0; i < field.Length; i++)
        {
            int y = i / width, x = i - (y * width);
            double sum = 0;
            for (int k = 0; k < weights.Length; k++)
                sum += weights[k] * across[(Border.Index(y - half + k, height, BorderMode.Reflect101) * width) + x];
            field[i] = (float)(sum * amount);
        }
    }

    private static void Guard(int width, int height, Span<float> mapX, Span<float> mapY)
    {
        Ensure.Positive(width);
        Ensure.Positive(height);
        Ensure.Length(mapX.Length, checked(width * height), nameof(mapX));
        Ensure.Length(mapY.Length, width * height, nameof(mapY));
    }
}
