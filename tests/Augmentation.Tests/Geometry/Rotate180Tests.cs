using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class Rotate180Tests : GeometricOpContract
{
    protected override SampleOp Op => new Rotate180();

    protected override SampleOp Inverse => new Rotate180();
}
