using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class FlipVerticalTests : GeometricOpContract
{
    protected override SampleOp Op => new FlipVertical();

    protected override bool MayMirror => true;

    protected override SampleOp Inverse => new FlipVertical();
}
