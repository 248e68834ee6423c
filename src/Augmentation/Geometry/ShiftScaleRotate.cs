using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Turns and scales the picture about its middle, and shifts it.</summary>
public sealed record ShiftScaleRotate : WarpOp
{
    /// <summary>The shift to the right as a share of the width, -1 to 1.</summary>
    public DrawRange ShiftX { get; init => field = value.Within(-1, 1); }

    /// <summary>The shift down as a share of the height, -1 to 1.</summary>
    public DrawRange ShiftY { get; init => field = value.Within(-1, 1); }

    /// <summary>The factor of both sides, 0.01 to 100.</summary>
    public DrawRange Scale { get; init => field = value.Within(.01, 100); } = 1;

    /// <summary>The angle in degrees, anticlockwise as seen on the screen, -360 to 360.</summary>
    public DrawRange Degrees { get; init => field = value.Within(-360, 360); }

    /// <inheritdoc/>
    public override bool IsRandom => !(ShiftX.IsFixed && ShiftY.IsFixed && Scale.IsFixed && Degrees.IsFixed);

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        var (x, y) = (ShiftX.Draw(draws) * width, ShiftY.Draw(draws) * height);
        var scale = Scale.Draw(draws);
        var turn = AffineTransform.Rotation((width - 1) / 2.0, (height - 1) / 2.0, Degrees.Draw(draws), scale);
        return draws.Act<AffineAct>().Set(turn.Then(AffineTransform.Translation(x, y)), width, height, Sampling);
    }
}
