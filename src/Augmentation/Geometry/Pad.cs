namespace DeepRecipes.Augmentation;

/// <summary>Puts filling around the picture.</summary>
public sealed record Pad : WindowOp
{
    /// <summary>Columns added on the left, 0 to 10000; drawn where it is a range.</summary>
    public DrawRange Left { get; init => field = value.WholeWithin(0, 10_000); }

    /// <summary>Rows added above, 0 to 10000; drawn where it is a range.</summary>
    public DrawRange Top { get; init => field = value.WholeWithin(0, 10_000); }

    /// <summary>Columns added on the right, 0 to 10000; drawn where it is a range.</summary>
    public DrawRange Right { get; init => field = value.WholeWithin(0, 10_000); }

    /// <summary>Rows added below, 0 to 10000; drawn where it is a range.</summary>
    public DrawRange Bottom { get; init => field = value.WholeWithin(0, 10_000); }

    /// <inheritdoc/>
    public override bool IsRandom => !(Left.IsFixed && Top.IsFixed && Right.IsFixed && Bottom.IsFixed);

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before is var (width, height) && !IsRandom
        ? (width + (int)Left.Least + (int)Right.Least, height + (int)Top.Least + (int)Bottom.Least)
        : null;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        int left = Left.DrawWhole(draws), top = Top.DrawWhole(draws), right = Right.DrawWhole(draws), bottom = Bottom.DrawWhole(draws);
        return Window(draws, -left, -top, image.Shape.Width + left + right, image.Shape.Height + top + bottom);
    }
}
