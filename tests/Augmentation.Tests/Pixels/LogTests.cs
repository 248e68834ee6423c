using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class LogTests : SampleOpContract
{
    protected override SampleOp Op => new Log { Strength = (.8, 1.1) };
}
