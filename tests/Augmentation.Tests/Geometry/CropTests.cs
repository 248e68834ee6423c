using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class CropTests : GeometricOpContract
{
    protected override SampleOp Op => new Crop(-3, 2, 12, 30) { Fill = 90 };
}
