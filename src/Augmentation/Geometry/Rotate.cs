using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>Turns the picture about its middle by any angle. Quarter turns that are exact have ops of their own.</summary>
public sealed record Rotate : WarpOp
{
    /// <summary>The angle in degrees, anticlockwise as seen on the screen, -360 to 360.</summary>
    public DrawRange Degrees { get; init => field = value.Within(-360, 360); }

    /// <summary>The result is large enough for the whole turned picture; otherwise it has the picture's size, and corners are cut away.</summary>
    public bool Expand { get; init; }

    /// <inheritdoc/>
    public override bool IsRandom => !Degrees.IsFixed;

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => Expand ? null : before;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        var degrees = Degrees.Draw(draws);
        var turn = AffineTransform.Rotation((width - 1) / 2.0, (height - 1) / 2.0, degrees);
        if (!Expand)
            return draws.Act<AffineAct>().Set(turn, width, height, Sampling);
        double cos = Math.Abs(turn.A), sin = Math.Abs(turn.B);
        int after = Side((width * cos) + (height * sin)), afterHeight = Side((width * sin) + (height * cos));
        return draws.Act<AffineAct>().Set(turn.Then(AffineTransform.Translation((after - width) / 2.0, (afterHeight - height) / 2.0)), after, afterHeight, Sampling);
    }

    // A quarter turn must not become a pixel larger by the rounding of its sine.
    private static int Side(double length) => Math.Max(1, (int)Math.Ceiling(length - 1e-6));
}
