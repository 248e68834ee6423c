using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class Rotate90Tests : GeometricOpContract
{
    protected override SampleOp Op => new Rotate90();

    protected override SampleOp Inverse => new Rotate270();
}
