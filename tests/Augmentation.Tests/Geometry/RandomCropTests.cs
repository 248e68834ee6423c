using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RandomCropTests : GeometricOpContract
{
    protected override SampleOp Op => new RandomCrop(10, 11) { PadIfNeeded = true };
}
