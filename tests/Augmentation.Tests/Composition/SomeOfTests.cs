using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SomeOfTests : GeometricOpContract
{
    protected override SampleOp Op => new SomeOf(new FlipHorizontal(), new FlipHorizontal(), new FlipHorizontal()) { Count = (1, 3) };

    protected override bool MayMirror => true;
}
