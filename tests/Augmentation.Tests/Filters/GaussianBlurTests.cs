using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GaussianBlurTests : SampleOpContract
{
    protected override SampleOp Op => new GaussianBlur { Deviation = (.4, 3) };
}
