namespace Microsoft.ML.Trainers.FastTree;

/// <summary>The training rows as bins. Features of one bin only are left out: nothing can be learnt from them.</summary>
internal sealed class BinnedData
{
    // So that few features still make work for several threads.
    private const int LeastBlocks = 8;

    private readonly (int Block, int Place)[] _places;

    public BinnedData(FeatureMatrix matrix, int maxBins, ParallelOptions parallel)
    {
        RowCount = matrix.RowCount;
        FeatureCount = matrix.FeatureCount;
        var upperBounds = FindUpperBounds(matrix, maxBins, parallel);
        int[] useful = [.. Enumerable.Range(0, FeatureCount).Where(f => upperBounds[f].Length > 1)];
        var groups = useful.Chunk(Math.Clamp(useful.Length / LeastBlocks, 1, FeatureBlock.MaxFeatures)).ToArray();
        var starts = new int[groups.Length + 1];
        for (var b = 0; b < groups.Length; b++)
            starts[b + 1] = checked(starts[b] + groups[b].Length * groups[b].Max(f => upperBounds[f].Length));
        HistogramLength = starts[^1];
        Blocks = new FeatureBlock[groups.Length];
        Parallel.For(0, groups.Length, parallel, b => Blocks[b] = new FeatureBlock(matrix, groups[b], upperBounds, starts[b]));

        _places = new (int, int)[FeatureCount];
        for (var b = 0; b < Blocks.Length; b++)
        {
            for (var k = 0; k < Blocks[b].Width; k++)
                _places[Blocks[b].Features[k]] = (b, k);
        }
    }

    public int RowCount { get; }

    public int FeatureCount { get; }

    public FeatureBlock[] Blocks { get; }

    /// <summary>The places of all blocks' histograms together.</summary>
    public int HistogramLength { get; }

    /// <summary>The block that holds a feature of more than one bin, and its place there.</summary>
    public (FeatureBlock Block, int Place) Find(int feature) => (Blocks[_places[feature].Block], _places[feature].Place);

    private static float[][] FindUpperBounds(FeatureMatrix matrix, int maxBins, ParallelOptions parallel)
    {
        var bounds = new float[matrix.FeatureCount][];

        // Neighbouring columns share cache lines, so a task takes a run of them.
        var runs = (matrix.FeatureCount + FeatureBlock.MaxFeatures - 1) / FeatureBlock.MaxFeatures;
        Parallel.For(0, runs, parallel, run =>
        {
            var column = new float[matrix.RowCount];
            var end = Math.Min(matrix.FeatureCount, (run + 1) * FeatureBlock.MaxFeatures);
            for (var feature = run * FeatureBlock.MaxFeatures; feature < end; feature++)
            {
                matrix.CopyColumn(feature, column);
                bounds[feature] = BinFinder.FindUpperBounds(column, maxBins);
            }
        });
        return bounds;
    }
}
