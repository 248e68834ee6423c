using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class MedianBlurTests : SampleOpContract
{
    protected override SampleOp Op => new MedianBlur { Size = (3, 6) };
}
