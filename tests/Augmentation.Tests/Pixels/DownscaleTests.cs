using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class DownscaleTests : SampleOpContract
{
    protected override SampleOp Op => new Downscale { Scale = (.2, .8) };
}
