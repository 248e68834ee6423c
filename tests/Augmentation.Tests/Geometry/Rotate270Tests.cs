using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class Rotate270Tests : GeometricOpContract
{
    protected override SampleOp Op => new Rotate270();

    protected override SampleOp Inverse => new Rotate90();
}
