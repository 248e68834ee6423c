using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class BoxBlurTests : SampleOpContract
{
    protected override SampleOp Op => new BoxBlur { Size = (2, 9) };
}
