using Microsoft.ML.Trainers.FastTree;

namespace DeepRecipes.Embedded.Tests;

public sealed class TreeOptionsTests
{
    [Fact]
    public void EveryOptionArrives()
    {
        var settings = new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = 7,
            NumberOfLeaves = 6,
            MinimumExampleCountPerLeaf = 5,
            MaximumBinCountPerFeature = 64,
            LearningRate = 0.5,
            Shrinkage = 0.5,
            MaximumTreeOutput = 3,
            FeatureFraction = 0.25,
            FeatureSelectionSeed = 9,
            NumberOfThreads = 2,
        }.ToSettings();
        Assert.Equal(
            new BoostingSettings { TreeCount = 7, LeafCount = 6, MinimumRowsPerLeaf = 5, MaxBins = 64, LearningRate = 0.25, MaxLeafValue = 3, FeatureFraction = 0.25, FeatureSeed = 9, ThreadCount = 2 },
            settings);
    }

    [Fact]
    public void TheDefaultsAreThoseOfTheSettings() => Assert.Equal(new BoostingSettings(), new FastTreeRegressionTrainer.Options().ToSettings());

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void MoreBinsThanAByteHoldsAreRefused(int bins)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FastTreeBinaryTrainer.Options { MaximumBinCountPerFeature = bins }.ToSettings());
        Assert.Contains("256", error.Message, StringComparison.Ordinal);
    }
}
