using Microsoft.ML.Runtime;

namespace Microsoft.ML.Trainers.FastTree;

/// <summary>How trees are grown. Held here are the options that this implementation follows; the others do not exist, so that none is ignored.</summary>
public abstract class TreeOptions : TrainerInputBaseWithGroupId
{
    /// <summary>At least 1; null: all processors. Changes the speed only.</summary>
    public int? NumberOfThreads;

    /// <summary>The seed by which <see cref="FeatureFraction"/> chooses.</summary>
    public int FeatureSelectionSeed = 123;

    /// <summary>The most bins a feature's values are cut into: 1 to 256.</summary>
    public int MaximumBinCountPerFeature = 255;

    /// <summary>The most leaves of a tree, at least 2.</summary>
    public int NumberOfLeaves = Defaults.NumberOfLeaves;

    /// <summary>The fewest training rows of a leaf, at least 1.</summary>
    public int MinimumExampleCountPerLeaf = Defaults.MinimumExampleCountPerLeaf;

    /// <summary>At least 1.</summary>
    public int NumberOfTrees = Defaults.NumberOfTrees;

    /// <summary>The share of the features that each tree may use, 0 to 1; one at least is used.</summary>
    public double FeatureFraction = 1;

    protected TreeOptions()
    {
    }

    internal virtual BoostingSettings ToSettings()
    {
        Contracts.CheckUserArg(NumberOfThreads is null or > 0, nameof(NumberOfThreads), "Must be positive.");
        Contracts.CheckUserArg(MaximumBinCountPerFeature is > 0 and <= FeatureBlock.MaxBins, nameof(MaximumBinCountPerFeature), $"Must be from 1 to {FeatureBlock.MaxBins}.");
        Contracts.CheckUserArg(NumberOfLeaves >= 2, nameof(NumberOfLeaves), "Must be at least 2.");
        Contracts.CheckUserArg(MinimumExampleCountPerLeaf > 0, nameof(MinimumExampleCountPerLeaf), "Must be positive.");
        Contracts.CheckUserArg(NumberOfTrees > 0, nameof(NumberOfTrees), "Must be positive.");
        Contracts.CheckUserArg(FeatureFraction is >= 0 and <= 1, nameof(FeatureFraction), "Must be between 0 and 1.");
        return new BoostingSettings
        {
            TreeCount = NumberOfTrees,
            LeafCount = NumberOfLeaves,
            MinimumRowsPerLeaf = MinimumExampleCountPerLeaf,
            MaxBins = MaximumBinCountPerFeature,
            FeatureFraction = FeatureFraction,
            FeatureSeed = FeatureSelectionSeed,
            ThreadCount = NumberOfThreads ?? -1,
        };
    }
}

/// <summary>How boosted trees are grown.</summary>
public abstract class BoostedTreeOptions : TreeOptions
{
    /// <summary>What each tree's step is multiplied by, above 0.</summary>
    public double LearningRate = Defaults.LearningRate;

    /// <summary>Multiplied with <see cref="LearningRate"/>, above 0.</summary>
    public double Shrinkage = 1;

    /// <summary>A leaf's value never exceeds this, in either direction; at least 0.</summary>
    public double MaximumTreeOutput = 100;

    protected BoostedTreeOptions()
    {
    }

    internal override BoostingSettings ToSettings()
    {
        Contracts.CheckUserArg(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), "Must be positive and finite.");
        Contracts.CheckUserArg(Shrinkage > 0 && double.IsFinite(Shrinkage), nameof(Shrinkage), "Must be positive and finite.");
        Contracts.CheckUserArg(MaximumTreeOutput >= 0, nameof(MaximumTreeOutput), "Must be non-negative.");
        return base.ToSettings() with { LearningRate = LearningRate * Shrinkage, MaxLeafValue = MaximumTreeOutput };
    }
}

/// <summary>The defaults of options and of the catalog's methods.</summary>
internal static class Defaults
{
    public const int NumberOfTrees = 100;
    public const int NumberOfLeaves = 20;
    public const int MinimumExampleCountPerLeaf = 10;
    public const double LearningRate = 0.2;
}
