using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class HueSaturationValueTests : SampleOpContract
{
    protected override SampleOp Op => new HueSaturationValue { Hue = (-20, 20), Saturation = (-30, 30), Value = (-20, 20) };
}
