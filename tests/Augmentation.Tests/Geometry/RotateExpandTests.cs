using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RotateExpandTests : GeometricOpContract
{
    protected override SampleOp Op => new Rotate { Degrees = (-170, 170), Expand = true, Interpolation = DeepRecipes.Kernels.WarpInterpolation.Bicubic };

    protected override double Tolerance => .3;
}
