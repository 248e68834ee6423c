using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class EqualizeSkImageTests : SampleOpContract
{
    protected override SampleOp Op => new EqualizeSkImage();
}
