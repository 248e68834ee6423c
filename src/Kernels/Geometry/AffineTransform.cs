namespace DeepRecipes.Kernels;

/// <summary>
/// <c>x' = A x + B y + C, y' = D x + E y + F</c> on pixel-centre coordinates (the centre of the first pixel is (0, 0)), from source to target: OpenCV's 2x3 matrix.
/// </summary>
/// <param name="A">x' per x.</param>
/// <param name="B">x' per y.</param>
/// <param name="C">x' of the origin.</param>
/// <param name="D">y' per x.</param>
/// <param name="E">y' per y.</param>
/// <param name="F">y' of the origin.</param>
public readonly record struct AffineTransform(double A, double B, double C, double D, double E, double F)
{
    /// <summary>Nothing moves.</summary>
    public static AffineTransform Identity => new(1, 0, 0, 0, 1, 0);

    /// <summary>Signed area factor; negative where the map mirrors, and keypoint labels must be permuted.</summary>
    public double Determinant => (A * E) - (B * D);

    /// <summary>True where left becomes right.</summary>
    public bool Mirrors => Determinant < 0;

    /// <summary>A shift by whole or broken pixels.</summary>
    /// <param name="x">To the right.</param>
    /// <param name="y">Down.</param>
    public static AffineTransform Translation(double x, double y) => new(1, 0, x, 0, 1, y);

    /// <summary>A turn about a centre with a scale: OpenCV's <c>getRotationMatrix2D</c>. The centre of an image is ((width - 1) / 2, (height - 1) / 2).</summary>
    /// <param name="centerX">Fixed point, pixel-centre coordinates.</param>
    /// <param name="centerY">Fixed point.</param>
    /// <param name="degrees">Anticlockwise as seen on the screen.</param>
    /// <param name="scale">Greater than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or the scale is not positive.</exception>
    public static AffineTransform Rotation(double centerX, double centerY, double degrees, double scale = 1)
    {
        Ensure.Finite(centerX);
        Ensure.Finite(centerY);
        Ensure.Finite(degrees);
        Ensure.Positive(scale);
        double alpha = Math.Cos(degrees * Math.PI / 180) * scale, beta = Math.Sin(degrees * Math.PI / 180) * scale;
        return new AffineTransform(
            alpha, beta, ((1 - alpha) * centerX) - (beta * centerY),
            -beta, alpha, (beta * centerX) + ((1 - alpha) * centerY));
    }

    /// <summary>One of the eight symmetries for an image of this size.</summary>
    /// <param name="symmetry">Which.</param>
    /// <param name="width">The source's width.</param>
    /// <param name="height">The source's height.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the eight.</exception>
    public static AffineTransform FromSymmetry(SquareSymmetry symmetry, int width, int height) => symmetry switch
    {
        SquareSymmetry.Identity => Identity,
        SquareSymmetry.Rotate90 => new(0, -1, height - 1, 1, 0, 0),
        SquareSymmetry.Rotate180 => new(-1, 0, width - 1, 0, -1, height - 1),
        SquareSymmetry.Rotate270 => new(0, 1, 0, -1, 0, width - 1),
        SquareSymmetry.FlipHorizontal => new(-1, 0, width - 1, 0, 1, 0),
        SquareSymmetry.FlipVertical => new(1, 0, 0, 0, -1, height - 1),
        SquareSymmetry.Transpose => new(0, 1, 0, 1, 0, 0),
        SquareSymmetry.Transverse => new(0, -1, height - 1, -1, 0, width - 1),
        _ => throw new ArgumentOutOfRangeException(nameof(symmetry), symmetry, "symmetry must be one of the eight of SquareSymmetry."),
    };

    /// <summary>Where a point goes.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public (double X, double Y) Map(double x, double y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);

    /// <summary>First this, then <paramref name="next"/>.</summary>
    /// <param name="next">What is done afterwards.</param>
    public AffineTransform Then(in AffineTransform next) => new(
        (next.A * A) + (next.B * D), (next.A * B) + (next.B * E), (next.A * C) + (next.B * F) + next.C,
        (next.D * A) + (next.E * D), (next.D * B) + (next.E * E), (next.D * C) + (next.E * F) + next.F);

    /// <summary>The way back.</summary>
    /// <exception cref="InvalidOperationException">The map is flat (determinant 0) or not finite: there is none.</exception>
    public AffineTransform Invert()
    {
        double determinant = Determinant;
        if (determinant == 0 || !double.IsFinite(determinant))
            throw new InvalidOperationException($"The transform has determinant {determinant} and no inverse; its two columns must not be parallel.");
        // In the order of OpenCV's invertAffineTransform, so that warps agree to the last bit.
        double d = 1 / determinant;
        double a = E * d, e = A * d, b = B * -d, dd = D * -d;
        return new AffineTransform(a, b, (-a * C) - (b * F), dd, e, (-dd * C) - (e * F));
    }
}
