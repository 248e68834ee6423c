using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class MirroredAffineTests : GeometricOpContract
{
    protected override SampleOp Op => new OneOf(new Affine { ScaleX = (-1.2, -.9), Degrees = (-30, 30) }, new Affine { ScaleY = -1 }, new Affine { ScaleX = -1, ScaleY = -1.1 });

    protected override bool MayMirror => true;

    protected override double Tolerance => .3;
}
