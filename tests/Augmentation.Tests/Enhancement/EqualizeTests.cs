using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class EqualizeTests : SampleOpContract
{
    protected override SampleOp Op => new Equalize();
}
