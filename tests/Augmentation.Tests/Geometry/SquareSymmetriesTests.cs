using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SquareSymmetriesTests : GeometricOpContract
{
    protected override SampleOp Op => new SquareSymmetries();

    protected override bool MayMirror => true;
}
