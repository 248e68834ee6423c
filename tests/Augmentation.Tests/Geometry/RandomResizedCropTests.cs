using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RandomResizedCropTests : GeometricOpContract
{
    protected override SampleOp Op => new RandomResizedCrop(64, 48) { Scale = (.3, .8) };

    protected override double Tolerance => .3;
}
