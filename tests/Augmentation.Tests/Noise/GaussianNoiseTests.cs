using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GaussianNoiseTests : SampleOpContract
{
    protected override SampleOp Op => new GaussianNoise { Deviation = (5, 20) };

    protected override bool TreatsChannelsAlike => false;
}
