using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RandomErasingTests : SampleOpContract
{
    protected override SampleOp Op => new RandomErasing { Noise = true };

    protected override bool TreatsChannelsAlike => false;
}
