using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ClaheTests : SampleOpContract
{
    protected override SampleOp Op => new Clahe { ClipLimit = (1, 6), TilesX = 3 };
}
