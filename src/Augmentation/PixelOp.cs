namespace DeepRecipes.Augmentation;

/// <summary>An op that changes colours and moves nothing: mask, keypoints and boxes stay as they are. Alpha stays too.</summary>
public abstract record PixelOp : SampleOp
{
    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;
}
