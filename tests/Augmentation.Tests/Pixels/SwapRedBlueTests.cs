using DeepRecipes.Contracts;
using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation.Tests;

public sealed class SwapRedBlueTests : SampleOpContract
{
    protected override SampleOp Op => new SwapRedBlue();

    [Fact]
    public void RedIsBlueAndBlueIsRed()
    {
        var sample = new Sample(new ImageShape(1, 1, 4), new byte[] { 1, 2, 3, 4 });
        Assert.Equal([3, 2, 1, 4], new Augmenter([new SwapRedBlue()]).Apply(sample, 0).Sample.Pixels.ToArray());
    }
}
