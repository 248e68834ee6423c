using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class UnsharpMaskSkImageTests : SampleOpContract
{
    protected override SampleOp Op => new UnsharpMaskSkImage { Radius = (.5, 2), Amount = (-.5, 3) };
}
