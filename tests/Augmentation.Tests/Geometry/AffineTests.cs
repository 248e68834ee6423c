using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class AffineTests : GeometricOpContract
{
    protected override SampleOp Op => new Affine { ScaleX = (.8, 1.3), ShearX = (-10, 10), ShearY = 5, Degrees = (-30, 30), ShiftX = (-.1, .1) };

    protected override double Tolerance => .3;
}
