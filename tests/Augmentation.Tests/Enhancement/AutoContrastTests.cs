using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class AutoContrastTests : SampleOpContract
{
    protected override SampleOp Op => new AutoContrast { CutoffPercent = (0, 10) };
}
