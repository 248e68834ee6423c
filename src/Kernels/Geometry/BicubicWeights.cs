namespace DeepRecipes.Kernels;

/// <summary>
/// The 4 x 4 weights of a bicubic warp at each of 32 x 32 places, in 15 bits. Rounding leaves some sums off by a little; as in OpenCV the difference goes to the largest
/// (or smallest) of the four middle weights, so that a flat area stays flat.
/// </summary>
internal static class BicubicWeights
{
    private const int One = 1 << 15;
    private static readonly short[] Table = Make();

    public static ReadOnlySpan<short> At(int fractionX, int fractionY) => Table.AsSpan(((fractionY * WarpSampler.FractionSize) + fractionX) * 16, 16);

    private static short[] Make()
    {
        const int size = WarpSampler.FractionSize;
        var table = new short[size * size * 16];
        Span<float> across = stackalloc float[4];
        Span<float> down = stackalloc float[4];
        for (int y = 0; y < size; y++)
        {
            BicubicResize.Weights(y * (1f / size), down);
            for (int x = 0; x < size; x++)
            {
                BicubicResize.Weights(x * (1f / size), across);
                Span<short> w = table.AsSpan(((y * size) + x) * 16, 16);
                int sum = 0;
                for (int k = 0; k < 16; k++)
                {
                    w[k] = (short)Math.Clamp((int)MathF.Round(down[k / 4] * across[k % 4] * One), short.MinValue, short.MaxValue);
                    sum += w[k];
                }

                if (sum != One)
                    Settle(w, sum - One);
            }
        }

        return table;
    }

    private static void Settle(Span<short> w, int difference)
    {
        int least = 10, most = 10;
        foreach (int k in (ReadOnlySpan<int>)[10, 11, 14, 15])
        {
            if (w[k] < w[least])
                least = k;
            else if (w[k] > w[most])
                most = k;
        }

        if (difference < 0)
            w[most] -= (short)difference;
        else
            w[least] -= (short)difference;
    }
}
