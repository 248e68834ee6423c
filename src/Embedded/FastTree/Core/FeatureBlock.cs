namespace Microsoft.ML.Trainers.FastTree;

/// <summary>
/// A few features side by side: each row's bins, a byte each, stand together, so that a row costs one cache line and one load of its gradient.
/// The block's histogram has as many places for each feature as its feature of most bins needs, and stays in the nearest caches.
/// </summary>
internal sealed class FeatureBlock
{
    public const int MaxFeatures = 32;

    /// <summary>The most bins a feature may have: a bin is a byte.</summary>
    public const int MaxBins = 256;

    private readonly byte[] _bins;

    public FeatureBlock(FeatureMatrix matrix, int[] features, float[][] upperBounds, int histogramStart)
    {
        Features = features;
        HistogramStart = histogramStart;
        UpperBounds = [.. features.Select(f => upperBounds[f])];
        BinsPerFeature = UpperBounds.Max(b => b.Length);
        _bins = new byte[checked(matrix.RowCount * features.Length)];
        Fill(matrix);
    }

    /// <summary>The features' numbers in the data.</summary>
    public int[] Features { get; }

    public int Width => Features.Length;

    public float[][] UpperBounds { get; }

    /// <summary>How far apart the features' parts of the histogram begin.</summary>
    public int BinsPerFeature { get; }

    /// <summary>Where the block's histogram begins in that of all features.</summary>
    public int HistogramStart { get; }

    public int HistogramLength => BinsPerFeature * Width;

    /// <summary>All rows' bins, <see cref="Width"/> a row.</summary>
    public ReadOnlySpan<byte> Bins => _bins;

    private void Fill(FeatureMatrix matrix)
    {
        var zeros = new byte[Width];
        for (var k = 0; k < Width; k++)
            zeros[k] = BinOf(0f, k);
        for (var row = 0; row < matrix.RowCount; row++)
        {
            var values = matrix.Row(row);
            var bins = _bins.AsSpan(row * Width, Width);

            // Most values of images and of text are zero.
            for (var k = 0; k < bins.Length; k++)
                bins[k] = values[Features[k]] is var value && value == 0f ? zeros[k] : BinOf(value, k);
        }
    }

    /// <summary>The first bin whose upper bound is not below the value: a search by halves without branches to guess.</summary>
    private byte BinOf(float value, int feature)
    {
        var bounds = UpperBounds[feature];
        var first = 0;
        for (var length = bounds.Length; length > 1;)
        {
            var half = length / 2;
            first += bounds[first + half - 1] < value ? half : 0;
            length -= half;
        }

        return (byte)first;
    }
}
