namespace DeepRecipes.Augmentation;

/// <summary>Covers some rectangles that lie wholly in the picture (DeVries and Taylor's Cutout with several holes).</summary>
public sealed record CoarseDropout : DropoutOp
{
    /// <summary>How many rectangles, 0 to 1000.</summary>
    public DrawRange Count { get; init => field = value.WholeWithin(0, 1000); } = (1, 8);

    /// <summary>The width of a rectangle as a share of the picture's, 0.001 to 1; at least a pixel.</summary>
    public DrawRange Width { get; init => field = value.Within(.001, 1); } = (.05, .15);

    /// <summary>The height of a rectangle as a share of the picture's, 0.001 to 1; at least a pixel.</summary>
    public DrawRange Height { get; init => field = value.Within(.001, 1); } = (.05, .15);

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var shape = image.Shape;
        var act = Cover(draws);
        for (var left = Count.DrawWhole(draws); left > 0; left--)
        {
            int width = Math.Max(1, (int)Math.Round(Width.Draw(draws) * shape.Width)), height = Math.Max(1, (int)Math.Round(Height.Draw(draws) * shape.Height));
            act.Add(new(draws.Whole(0, shape.Width - width), draws.Whole(0, shape.Height - height), width, height));
        }
        return act;
    }
}
