using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ShiftScaleRotateTests : GeometricOpContract
{
    protected override SampleOp Op => new ShiftScaleRotate { ShiftX = (-.1, .1), ShiftY = .05, Scale = (.8, 1.3), Degrees = (-20, 20) };

    protected override double Tolerance => .3;
}
