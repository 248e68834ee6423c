using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class JpegArtefactsTests : SampleOpContract
{
    protected override SampleOp Op => new JpegArtefacts { Quality = (5, 40) };
}
