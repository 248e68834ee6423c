namespace DeepRecipes.Kernels;

/// <summary>
/// A homography on pixel-centre coordinates, from source to target: <c>x' = (M11 x + M12 y + M13) / w</c> with <c>w = M31 x + M32 y + M33</c>. OpenCV's 3x3 matrix.
/// </summary>
/// <param name="M11">First row.</param>
/// <param name="M12">First row.</param>
/// <param name="M13">First row.</param>
/// <param name="M21">Second row.</param>
/// <param name="M22">Second row.</param>
/// <param name="M23">Second row.</param>
/// <param name="M31">Third row.</param>
/// <param name="M32">Third row.</param>
/// <param name="M33">Third row.</param>
public readonly record struct PerspectiveTransform(double M11, double M12, double M13, double M21, double M22, double M23, double M31, double M32, double M33)
{
    /// <summary>The same map as an affine one.</summary>
    /// <param name="affine">Any affine map.</param>
    public static PerspectiveTransform FromAffine(in AffineTransform affine) => new(affine.A, affine.B, affine.C, affine.D, affine.E, affine.F, 0, 0, 1);

    /// <summary>The homography that takes four points to four points.</summary>
    /// <param name="from">Four points, no three in line.</param>
    /// <param name="to">Where they go.</param>
    /// <exception cref="ArgumentException">Not four points, or three of them in line.</exception>
    public static PerspectiveTransform FromPoints(ReadOnlySpan<(double X, double Y)> from, ReadOnlySpan<(double X, double Y)> to)
    {
        Ensure.Length(from.Length, 4, nameof(from));
        Ensure.Length(to.Length, 4, nameof(to));

        // Eight equations for eight unknowns (M33 = 1), by elimination with pivoting.
        Span<double> m = stackalloc double[72];
        for (int i = 0; i < 4; i++)
        {
            ((double x, double y), (double u, double v)) = (from[i], to[i]);
            ReadOnlySpan<double> first = [x, y, 1, 0, 0, 0, -u * x, -u * y, u];
            ReadOnlySpan<double> second = [0, 0, 0, x, y, 1, -v * x, -v * y, v];
            first.CopyTo(m[(18 * i)..]);
            second.CopyTo(m[((18 * i) + 9)..]);
        }

        for (int column = 0; column < 8; column++)
        {
            int pivot = column;
            for (int row = column + 1; row < 8; row++)
                pivot = Math.Abs(m[(9 * row) + column]) > Math.Abs(m[(9 * pivot) + column]) ? row : pivot;
            if (Math.Abs(m[(9 * pivot) + column]) < 1e-12)
                throw new ArgumentException("from and to must each hold four points of which no three lie in line.", nameof(from));
            for (int k = 0; k < 9; k++)
                (m[(9 * column) + k], m[(9 * pivot) + k]) = (m[(9 * pivot) + k], m[(9 * column) + k]);
            for (int row = 0; row < 8; row++)
            {
                double factor = row == column ? 0 : m[(9 * row) + column] / m[(9 * column) + column];
                for (int k = column; k < 9 && factor != 0; k++)
                    m[(9 * row) + k] -= factor * m[(9 * column) + k];
            }
        }

        Span<double> h = stackalloc double[8];
        for (int i = 0; i < 8; i++)
            h[i] = m[(9 * i) + 8] / m[(9 * i) + i];
        return new PerspectiveTransform(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], 1);
    }

    /// <summary>Where a point goes. A point on the horizon goes to infinity.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public (double X, double Y) Map(double x, double y)
    {
        double w = (M31 * x) + (M32 * y) + M33;
        return (((M11 * x) + (M12 * y) + M13) / w, ((M21 * x) + (M22 * y) + M23) / w);
    }

    /// <summary>True where the map mirrors around this point (its Jacobian is negative).</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    public bool MirrorsAt(double x, double y) => Determinant * ((M31 * x) + (M32 * y) + M33) < 0;

    /// <summary>The matrix' determinant; 0 where there is no way back.</summary>
    public double Determinant => (M11 * ((M22 * M33) - (M23 * M32))) - (M12 * ((M21 * M33) - (M23 * M31))) + (M13 * ((M21 * M32) - (M22 * M31)));

    /// <summary>The way back.</summary>
    /// <exception cref="InvalidOperationException">The determinant is 0 or not finite.</exception>
    public PerspectiveTransform Invert()
    {
        double determinant = Determinant;
        if (determinant == 0 || !double.IsFinite(determinant))
            throw new InvalidOperationException($"The transform has determinant {determinant} and no inverse.");
        double d = 1 / determinant;
        return new PerspectiveTransform(
            ((M22 * M33) - (M23 * M32)) * d, ((M13 * M32) - (M12 * M33)) * d, ((M12 * M23) - (M13 * M22)) * d,
            ((M23 * M31) - (M21 * M33)) * d, ((M11 * M33) - (M13 * M31)) * d, ((M13 * M21) - (M11 * M23)) * d,
            ((M21 * M32) - (M22 * M31)) * d, ((M12 * M31) - (M11 * M32)) * d, ((M11 * M22) - (M12 * M21)) * d);
    }
}
