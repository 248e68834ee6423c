using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SteepAffineTests : GeometricOpContract
{
    protected override SampleOp Op => new Affine { ScaleX = .3, ScaleY = .3, ShearX = 60, ShearY = 60 };

    protected override bool MayMirror => true;

    protected override double Tolerance => .6;
}
