using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class LetterboxTests : GeometricOpContract
{
    protected override SampleOp Op => new Letterbox(60, 90);

    protected override double Tolerance => .3;
}
