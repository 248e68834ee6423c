using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CutoutTests : SampleOpContract
{
    protected override SampleOp Op => new Cutout { Size = (3, 9) };
}
