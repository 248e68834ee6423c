namespace DeepRecipes.Kernels;

/// <summary>Sixteen pixels around a place, with <see cref="BicubicWeights"/>.</summary>
internal readonly ref struct BicubicTaps(WarpSource source) : IWarpTaps
{
    private const int Bits = WarpSampler.FractionBits, Mask = WarpSampler.FractionMask;

    private readonly WarpSource _source = source;

    // One of the places: the first tap lies a pixel to the left and above, which a window that begins at 0 cannot say.
    public PlaceWindow Inside => new(0, 0, 0);

    public PlaceWindow Touching => new(2 << Bits, (_source.Shape.Width + 3) << Bits, (_source.Shape.Height + 3) << Bits);

    // Rounding leaves the weights of mirrored places different.
    public int FoldUnit => 0;

    public void Run(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, Span<byte> row) => throw new InvalidOperationException("No place is inside.");

    public uint Pixel(int x, int y)
    {
        ReadOnlySpan<short> weights = BicubicWeights.At(x & Mask, y & Mask);
        int left = (x >> Bits) - 1, top = (y >> Bits) - 1, width = _source.Shape.Width, height = _source.Shape.Height;
        BorderMode mode = _source.Border.Mode;
        Span<int> columns = stackalloc int[4];
        for (int k = 0; k < 4; k++)
            columns[k] = Border.Index(left + k, width, mode);
        int sum0 = 1 << 14, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        for (int k = 0; k < 4; k++)
        {
            int line = Border.Index(top + k, height, mode);
            for (int j = 0; j < 4; j++)
            {
                uint tap = _source.Inside(columns[j], line);
                int weight = weights[(4 * k) + j];
                sum0 += (byte)tap * weight;
                sum1 += (byte)(tap >> 8) * weight;
                sum2 += (byte)(tap >> 16) * weight;
                sum3 += (byte)(tap >> 24) * weight;
            }
        }

        return Saturate.ToByte(sum0 >> 15) | ((uint)Saturate.ToByte(sum1 >> 15) << 8) | ((uint)Saturate.ToByte(sum2 >> 15) << 16) | ((uint)Saturate.ToByte(sum3 >> 15) << 24);
    }
}
