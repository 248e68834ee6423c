using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class OneOfTests : GeometricOpContract
{
    protected override SampleOp Op => new OneOf(new FlipHorizontal(), new Sequence(new FlipHorizontal(), new FlipHorizontal())) { Weights = [1, 2] };

    protected override bool MayMirror => true;
}
