using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ColourJitterTests : SampleOpContract
{
    protected override SampleOp Op => new ColourJitter { Brightness = (.8, 1.2), Contrast = (.7, 1.3), Saturation = (0, 2), Hue = (-20, 20) };
}
