using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GreyWorldTests : SampleOpContract
{
    protected override SampleOp Op => new GreyWorld { SaturationThreshold = (.7, 1) };
}
