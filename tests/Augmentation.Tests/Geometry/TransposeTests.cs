using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class TransposeTests : GeometricOpContract
{
    protected override SampleOp Op => new Transpose();

    protected override bool MayMirror => true;

    protected override SampleOp Inverse => new Transpose();
}
