using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SolarizeTests : SampleOpContract
{
    protected override SampleOp Op => new Solarize { Threshold = (60, 200) };
}
