using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class PadTests : GeometricOpContract
{
    protected override SampleOp Op => new Pad { Left = (0, 3), Top = 2, Bottom = (0, 7), Fill = 200 };
}
