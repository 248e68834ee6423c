using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SaltAndPepperTests : SampleOpContract
{
    protected override SampleOp Op => new SaltAndPepper { Salt = (.01, .1) };
}
