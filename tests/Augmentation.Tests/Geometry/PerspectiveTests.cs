using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class PerspectiveTests : GeometricOpContract
{
    protected override SampleOp Op => new Perspective { Strength = .5 };

    protected override double Tolerance => .3;
}
