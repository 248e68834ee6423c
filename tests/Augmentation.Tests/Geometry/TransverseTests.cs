using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class TransverseTests : GeometricOpContract
{
    protected override SampleOp Op => new Transverse();

    protected override bool MayMirror => true;

    protected override SampleOp Inverse => new Transverse();
}
