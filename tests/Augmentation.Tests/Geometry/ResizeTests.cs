using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ResizeTests : GeometricOpContract
{
    protected override SampleOp Op => new Resize(70, 31) { Interpolation = DeepRecipes.Kernels.ResizeInterpolation.Bicubic };

    protected override double Tolerance => .3;

    protected override SampleOp Inverse => new Resize(37, 22);
}
