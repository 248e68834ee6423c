using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CoarseDropoutTests : SampleOpContract
{
    protected override SampleOp Op => new CoarseDropout { Fill = 77, MaskFill = 255, HidesKeypoints = true };
}
