using DeepRecipes.Kernels;

namespace DeepRecipes.Augmentation;

/// <summary>
/// Scales, shears, turns and shifts the picture, in this order, about its middle. A negative scale of one side mirrors: then keypoints and classes change places,
/// and keypoints need a skeleton.
/// </summary>
public sealed record Affine : WarpOp
{
    /// <summary>The factor of the width, -100 to -0.01 or 0.01 to 100; negative mirrors left and right.</summary>
    public DrawRange ScaleX { get; init => field = NotFlat(value.Within(-100, 100)); } = 1;

    /// <summary>The factor of the height, -100 to -0.01 or 0.01 to 100; negative mirrors top and bottom.</summary>
    public DrawRange ScaleY { get; init => field = NotFlat(value.Within(-100, 100)); } = 1;

    /// <summary>The angle in degrees by which columns lean to the right going down, -80 to 80.</summary>
    public DrawRange ShearX { get; init => field = value.Within(-80, 80); }

    /// <summary>The angle in degrees by which rows lean down going right, -80 to 80; not together with <see cref="ShearX"/> so that the picture becomes flat.</summary>
    public DrawRange ShearY { get; init => field = value.Within(-80, 80); }

    /// <summary>The angle of the turn in degrees, anticlockwise as seen on the screen, -360 to 360.</summary>
    public DrawRange Degrees { get; init => field = value.Within(-360, 360); }

    /// <summary>The shift to the right as a share of the width, -1 to 1.</summary>
    public DrawRange ShiftX { get; init => field = value.Within(-1, 1); }

    /// <summary>The shift down as a share of the height, -1 to 1.</summary>
    public DrawRange ShiftY { get; init => field = value.Within(-1, 1); }

    /// <inheritdoc/>
    public override bool IsRandom => !(ScaleX.IsFixed && ScaleY.IsFixed && ShearX.IsFixed && ShearY.IsFixed && Degrees.IsFixed && ShiftX.IsFixed && ShiftY.IsFixed);

    /// <inheritdoc/>
    public override (int Width, int Height)? SizeAfter((int Width, int Height)? before) => before;

    /// <inheritdoc/>
    public override string? Refuses(SampleTargets targets) => MayMirror ? targets.MirrorRefusal : null;

    // Shears lean at most 80 degrees: their product may pass 1, where rows and columns change sides.
    private bool MayMirror => ScaleX.Least < 0 || ScaleY.Least < 0 || Steepest(ShearX) * Steepest(ShearY) >= 1;

    /// <inheritdoc/>
    public override SampleAct Draw(PictureFormat image, Draws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var (width, height) = (image.Shape.Width, image.Shape.Height);
        var (scaleX, scaleY) = (ScaleX.Draw(draws), ScaleY.Draw(draws));
        var (leanX, leanY) = (Lean(ShearX.Draw(draws)), Lean(ShearY.Draw(draws)));
        var degrees = Degrees.Draw(draws);
        var (x, y) = (ShiftX.Draw(draws) * width, ShiftY.Draw(draws) * height);
        if (Math.Abs(1 - (leanX * leanY)) < 1e-6)
            throw new InvalidOperationException($"ShearX and ShearY of {GetType().Name} were drawn so that the picture becomes a line; choose ranges whose tangents' product stays away from 1.");
        double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0;
        var map = AffineTransform.Translation(-middleX, -middleY)
            .Then(new(scaleX, 0, 0, 0, scaleY, 0))
            .Then(new(1, leanX, 0, leanY, 1, 0))
            .Then(AffineTransform.Rotation(0, 0, degrees))
            .Then(AffineTransform.Translation(middleX + x, middleY + y));
        return draws.Act<AffineAct>().Set(map, width, height, Sampling);
    }

    private static double Lean(double degrees) => Math.Tan(degrees * Math.PI / 180);

    private static double Steepest(DrawRange degrees) => Lean(Math.Max(Math.Abs(degrees.Least), Math.Abs(degrees.Most)));

    private static DrawRange NotFlat(DrawRange scale, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        scale.Least >= .01 || scale.Most <= -.01
            ? scale
            : throw new ArgumentOutOfRangeException(name, scale, $"{name} must be a value or a range [least, most] from -100 to -0.01 or from 0.01 to 100: a picture must not become flat.");
}
