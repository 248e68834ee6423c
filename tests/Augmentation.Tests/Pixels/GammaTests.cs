using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GammaTests : SampleOpContract
{
    protected override SampleOp Op => new Gamma { Exponent = (.5, 2) };
}
