using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ContrastStretchTests : SampleOpContract
{
    protected override SampleOp Op => new ContrastStretch { LowPercent = (0, 10) };
}
