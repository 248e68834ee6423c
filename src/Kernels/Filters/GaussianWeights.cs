namespace DeepRecipes.Kernels;

/// <summary>The weights of a Gaussian as OpenCV gives them.</summary>
internal static class GaussianWeights
{
    /// <summary>The size of the kernel OpenCV chooses for bytes when none is given.</summary>
    public static int SizeFor(double deviation) => (int)Math.Round((deviation * 6) + 1) | 1;

    /// <summary>Weights in double that sum to 1; a deviation of 0 means the one that goes with the size.</summary>
    public static void Fill(double deviation, Span<double> weights)
    {
        int n = weights.Length;
        ReadOnlySpan<double> known = (deviation, n) switch
        {
            (0, 1) => [1],
            (0, 3) => [0.25, 0.5, 0.25],
            (0, 5) => [0.0625, 0.25, 0.375, 0.25, 0.0625],
            (0, 7) => [0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125],
            (0, 9) => [4.0 / 256, 13.0 / 256, 30.0 / 256, 51.0 / 256, 60.0 / 256, 51.0 / 256, 30.0 / 256, 13.0 / 256, 4.0 / 256],
            _ => [],
        };
        if (known.Length > 0)
        {
            known.CopyTo(weights);
            return;
        }

        double sigma = deviation > 0 ? deviation : (((n - 1) * 0.5) - 1) * 0.3 + 0.8, scale = -0.5 / (sigma * sigma), sum = 0;
        for (int i = 0; i < n; i++)
        {
            double x = i - ((n - 1) * 0.5);
            weights[i] = Math.Exp(scale * x * x);
            sum += weights[i];
        }

        for (int i = 0; i < n; i++)
            weights[i] *= 1 / sum;
    }

    /// <summary>In 8 bits, the rounding error of each weight handed to the next; the middle takes what is left of 256.</summary>
    public static void FillFixed(double deviation, Span<int> result)
    {
        using var pooled = new Pooled<double>(result.Length);
        Span<double> weights = pooled.Span;
        Fill(deviation, weights);
        double error = 0;
        int half = result.Length / 2, sum = 0;
        for (int i = 0; i < half; i++)
        {
            double wanted = (weights[i] * 256) + error;
            int rounded = (int)Math.Round(wanted);
            error = wanted - rounded;
            result[i] = result[result.Length - 1 - i] = rounded;
            sum += rounded;
        }

        result[half] = 256 - (2 * sum);
    }

    /// <summary>Divides the weights by 16 where all are multiples of it, as those of the usual 3 x 3 and 5 x 5 are: with a sum of 16, both passes fit in 16 bits. Else nothing happens.</summary>
    public static bool Divide(Span<int> weights)
    {
        foreach (int weight in weights)
        {
            if (weight % 16 != 0)
                return false;
        }

        foreach (ref int weight in weights)
            weight /= 16;
        return true;
    }
}
