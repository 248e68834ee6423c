using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ThresholdLocalSkImageTests : SampleOpContract
{
    protected override SampleOp Op => new ThresholdLocalSkImage { Size = (3, 9), Offset = (-3, 3) };
}
