using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ElasticTests : GeometricOpContract
{
    protected override SampleOp Op => new Elastic { Amount = (60, 120), Deviation = (6, 8) };

    protected override double Tolerance => .5;
}
