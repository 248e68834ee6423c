using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SometimesTests : GeometricOpContract
{
    protected override SampleOp Op => new Sometimes(.5, new FlipHorizontal());

    protected override bool MayMirror => true;
}
