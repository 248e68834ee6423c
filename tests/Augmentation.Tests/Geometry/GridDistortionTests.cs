using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class GridDistortionTests : GeometricOpContract
{
    protected override SampleOp Op => new GridDistortion { Columns = 3, Rows = 4, Strength = .25 };

    protected override double Tolerance => .6;
}
