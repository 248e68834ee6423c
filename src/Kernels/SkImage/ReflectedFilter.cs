namespace DeepRecipes.Kernels;

/// <summary>Filters of one channel in double precision whose border is mirrored with its edge repeated (d c b a | a b c d | d c b a), SciPy's "reflect".</summary>
internal static class ReflectedFilter
{
    /// <summary>A Gaussian cut at four deviations, down the columns and then along the rows.</summary>
    public static void Gaussian(Span<double> plane, int width, int height, double deviation)
    {
        int radius = (int)((4 * deviation) + 0.5);
        using var room = new Pooled<double>(radius + 1);
        Span<double> weights = room.Span;
        double total = 0;
        for (int i = 0; i <= radius; i++)
        {
            weights[i] = Math.Exp(-0.5 * i * i / (deviation * deviation));
            total += i == 0 ? weights[i] : 2 * weights[i];
        }

        for (int i = 0; i <= radius; i++)
            weights[i] /= total;
        Lines(plane, width, 1, height, width, weights);
        Lines(plane, height, width, width, 1, weights);
    }

    /// <summary>The mean of a square, times its number of pixels: sums of whole numbers are exact.</summary>
    public static void Sum(Span<double> plane, int width, int height, int size)
    {
        using var room = new Pooled<double>((size / 2) + 1);
        room.Span.Fill(1);
        Lines(plane, width, 1, height, width, room.Span);
        Lines(plane, height, width, width, 1, room.Span);
    }

    private static void Lines(Span<double> plane, int lines, int lineStep, int length, int step, ReadOnlySpan<double> weights)
    {
        int radius = weights.Length - 1;
        using var room = new Pooled<double>(length + (2 * radius));
        Span<double> padded = room.Span;
        for (int line = 0; line < lines; line++)
        {
            for (int i = -radius; i < length + radius; i++)
                padded[i + radius] = plane[(line * lineStep) + (Reflect(i, length) * step)];
            for (int i = 0; i < length; i++)
            {
                double sum = padded[i + radius] * weights[0];
                for (int k = radius; k > 0; k--)
                    sum += (padded[i + radius - k] + padded[i + radius + k]) * weights[k];
                plane[(line * lineStep) + (i * step)] = sum;
            }
        }
    }

    private static int Reflect(int i, int length)
    {
        int at = (i % (2 * length) + (2 * length)) % (2 * length);
        return at < length ? at : (2 * length) - 1 - at;
    }
}
