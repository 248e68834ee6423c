using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ChannelShuffleTests : SampleOpContract
{
    protected override SampleOp Op => new ChannelShuffle();
}
