using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class InvertTests : SampleOpContract
{
    protected override SampleOp Op => new Invert();
}
