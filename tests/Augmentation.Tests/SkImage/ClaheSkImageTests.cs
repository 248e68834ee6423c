using DeepRecipes.Contracts;

namespace DeepRecipes.Augmentation.Tests;

public sealed class ClaheSkImageTests : SampleOpContract
{
    protected override SampleOp Op => new ClaheSkImage { ClipLimit = (.01, .2) };
}
