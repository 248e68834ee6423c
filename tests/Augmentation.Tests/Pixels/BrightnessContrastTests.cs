using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class BrightnessContrastTests : SampleOpContract
{
    protected override SampleOp Op => new BrightnessContrast { Brightness = (-40, 40), Contrast = (.7, 1.4) };
}
