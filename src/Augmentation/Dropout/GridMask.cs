namespace DeepRecipes.Augmentation;

/// <summary>Covers a grid of squares whose period, size and place are drawn (Chen et al., "GridMask data augmentation", 2020; without its rotation).</summary>
public sealed record GridMask : DropoutOp
{
    /// <summary>The period of the grid in pixels, 2 to 10000.</summary>
    public DrawRange Unit { get; init => field = value.WholeWithin(2, 10_000); } = (96, 224);

    /// <summary>The side of a covered square as a share of the period, 0.01 to 1; at least a pixel.</summary>
    public DrawRange Ratio { get; init => field = value.Within(.01, 1); } = .5;

    /// <inheritdoc/>
    public override bool IsRandom => true;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var act = Cover(draws);
        var unit = Unit.DrawWhole(draws);
        var hole = Math.Clamp((int)Math.Round(Ratio.Draw(draws) * unit), 1, unit);
        int left = draws.Whole(0, unit - 1), top = draws.Whole(0, unit - 1);
        for (var y = -top; y < image.Shape.Height; y += unit)
        {
            for (var x = -left; x < image.Shape.Width; x += unit)
                act.Add(new(x, y, hole, hole));
        }
        return act;
    }
}
