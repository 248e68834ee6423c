using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GridMaskTests : SampleOpContract
{
    protected override SampleOp Op => new GridMask { Unit = (6, 12), MaskFill = 0 };
}
