using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class PosterizeTests : SampleOpContract
{
    protected override SampleOp Op => new Posterize { Bits = (2, 6) };
}
