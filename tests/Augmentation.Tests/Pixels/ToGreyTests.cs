using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ToGreyTests : SampleOpContract
{
    protected override SampleOp Op => new ToGrey();
}
