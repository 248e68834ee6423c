using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class AdaptiveThresholdTests : SampleOpContract
{
    protected override SampleOp Op => new AdaptiveThreshold { Size = (5, 15), Offset = (0, 5) };
}
