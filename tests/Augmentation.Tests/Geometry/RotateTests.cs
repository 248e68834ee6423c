using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class RotateTests : GeometricOpContract
{
    protected override SampleOp Op => new Rotate { Degrees = (-40, 40) };

    protected override double Tolerance => .3;
}
