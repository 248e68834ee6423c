using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class WhitePatchTests : SampleOpContract
{
    protected override SampleOp Op => new WhitePatch { Percent = (90, 100) };
}
