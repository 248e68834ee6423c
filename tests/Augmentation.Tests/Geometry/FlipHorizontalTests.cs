using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class FlipHorizontalTests : GeometricOpContract
{
    protected override SampleOp Op => new FlipHorizontal();

    protected override bool MayMirror => true;

    protected override SampleOp Inverse => new FlipHorizontal();
}
