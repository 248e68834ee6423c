namespace DeepRecipes.Augmentation;

/// <summary>Covers one square around a pixel drawn from all (DeVries and Taylor, 2017); what lies outside the picture is cut off, so that a part of the squares is smaller.</summary>
public sealed record Cutout : DropoutOp
{
    /// <summary>The side of the square in pixels, 1 to 65535.</summary>
    public DrawRange Size { get; init => field = value.WholeWithin(1, 65535); } = 16;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var size = Size.DrawWhole(draws);
        int x = draws.Whole(0, image.Shape.Width - 1), y = draws.Whole(0, image.Shape.Height - 1);
        return Cover(draws).Add(new(x - (size / 2), y - (size / 2), size, size));
    }
}
