namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// A few features side by side: each row's bins stand together, so that a row costs one cache line and one load of its gradient, and the
/// block's histogram stays in the first-level cache. A bin is stored as its place in the block's histogram.
/// </summary>
internal sealed class FeatureBlock
{
    public const int MaxFeatures = 16;

    /// <summary>The most bins a feature may have: the places of a block must fit 16 bits.</summary>
    public const int MaxBins = (1 << 16) / MaxFeatures;

    private readonly ushort[] _places;

    public FeatureBlock(FeatureMatrix matrix, int[] features, float[][] upperBounds, int histogramStart)
    {
        Features = features;
        HistogramStart = histogramStart;
        UpperBounds = [.. features.Select(f => upperBounds[f])];
        BinStarts = new int[features.Length + 1];
        for (var k = 0; k < features.Length; k++)
            BinStarts[k + 1] = BinStarts[k] + UpperBounds[k].Length;
        _places = new ushort[(long)matrix.RowCount * features.Length];
        Fill(matrix);
    }

    /// <summary>The features' numbers in the data.</summary>
    public int[] Features { get; }

    public int Width => Features.Length;

    public float[][] UpperBounds { get; }

    /// <summary>Where each feature's bins begin in the block's histogram, and where the last's end.</summary>
    public int[] BinStarts { get; }

    /// <summary>Where the block's histogram begins in that of all features.</summary>
    public int HistogramStart { get; }

    public int BinCount => BinStarts[^1];

    /// <summary>All rows' places, <see cref="Width"/> a row.</summary>
    public ReadOnlySpan<ushort> Places => _places;

    public int Bin(int row, int feature) => _places[row * Width + feature] - BinStarts[feature];

    private void Fill(FeatureMatrix matrix)
    {
        var zeros = new ushort[Width];
        for (var k = 0; k < Width; k++)
            zeros[k] = Place(0f, k);
        for (var row = 0; row < matrix.RowCount; row++)
        {
            var values = matrix.Row(row);
            var places = _places.AsSpan(row * Width, Width);

            // Most values of images and of text are zero.
            for (var k = 0; k < places.Length; k++)
                places[k] = values[Features[k]] is var value && value == 0f ? zeros[k] : Place(value, k);
        }
    }

    private ushort Place(float value, int feature)
    {
        var index = Array.BinarySearch(UpperBounds[feature], value);
        return (ushort)(BinStarts[feature] + (index >= 0 ? index : ~index));
    }
}
