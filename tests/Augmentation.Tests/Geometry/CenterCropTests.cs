using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CenterCropTests : GeometricOpContract
{
    protected override SampleOp Op => new CenterCrop(20, 9) { PadIfNeeded = true, Fill = 7, MaskFill = 0 };
}
