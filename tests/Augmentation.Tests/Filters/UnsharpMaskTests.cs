using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class UnsharpMaskTests : SampleOpContract
{
    protected override SampleOp Op => new UnsharpMask { Deviation = (1, 3), Amount = (.2, 1) };
}
