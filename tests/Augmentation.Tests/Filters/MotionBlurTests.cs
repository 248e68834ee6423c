using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class MotionBlurTests : SampleOpContract
{
    protected override SampleOp Op => new MotionBlur { Size = (3, 9) };
}
