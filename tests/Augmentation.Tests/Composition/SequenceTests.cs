using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SequenceTests : GeometricOpContract
{
    protected override SampleOp Op => new Sequence(new FlipHorizontal().WithProbability(.5), new FlipHorizontal().WithProbability(.5));

    protected override bool MayMirror => true;
}
