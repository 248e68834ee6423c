namespace Microsoft.ML.Trainers.FastTree;

/// <summary>How an ensemble is grown; the trainers' options, checked.</summary>
internal sealed record BoostingSettings
{
    public int TreeCount { get; init; } = 100;

    public int LeafCount { get; init; } = 20;

    public int MinimumRowsPerLeaf { get; init; } = 10;

    public int MaxBins { get; init; } = 255;

    public double LearningRate { get; init; } = 0.2;

    /// <summary>A leaf's value never exceeds this, in either direction.</summary>
    public double MaxLeafValue { get; init; } = 100;

    /// <summary>The share of the features that each tree may use.</summary>
    public double FeatureFraction { get; init; } = 1;

    public int FeatureSeed { get; init; } = 123;

    /// <summary>Changes the speed only. -1: all processors.</summary>
    public int ThreadCount { get; init; } = -1;
}
