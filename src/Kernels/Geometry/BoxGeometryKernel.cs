namespace DeepRecipes.Kernels;

/// <summary>
/// Moves boxes with their image. Edges are continuous, so a flip is <c>width - x2, width - x1</c>. A turned box becomes the upright hull of its corners; nothing
/// is clipped on the way (see <see cref="BoxVisibilityKernel"/>), so that visibility can be judged after the whole chain.
/// </summary>
public static class BoxGeometryKernel
{
    /// <summary>Moves by one of the eight symmetries, exactly.</summary>
    /// <param name="source">Boxes in source pixels.</param>
    /// <param name="width">The source image's width.</param>
    /// <param name="height">The source image's height.</param>
    /// <param name="symmetry">What the image went through.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">The destination is too short or a shifted part of the source.</exception>
    public static void ApplySymmetry(ReadOnlySpan<Box> source, int width, int height, SquareSymmetry symmetry, Span<Box> destination) =>
        Apply(source, AffineTransform.FromSymmetry(symmetry, width, height), destination);

    /// <summary>Moves by an affine map given on pixel-centre coordinates (the image's own), to the hull of the four corners.</summary>
    /// <param name="source">Boxes in source pixels.</param>
    /// <param name="transform">From source to target.</param>
    /// <param name="destination">At least as long; may be <paramref name="source"/> itself.</param>
    /// <exception cref="ArgumentException">The destination is too short or a shifted part of the source.</exception>
    public static void Apply(ReadOnlySpan<Box> source, in AffineTransform transform, Span<Box> destination)
    {
        Ensure.Room(destination.Length, source.Length, nameof(destination));
        Ensure.ApartOrSame<Box>(source, destination);
        for (int i = 0; i < source.Length; i++)
            destination[i] = Hull(source[i], transform);
    }

    /// <summary>The upright hull of a moved box.</summary>
    /// <param name="box">Continuous edges in source pixels.</param>
    /// <param name="transform">From source to target, on pixel-centre coordinates.</param>
    public static Box Hull(Box box, in AffineTransform transform)
    {
        // An edge coordinate is half a pixel more than a pixel-centre one.
        double centerX = ((box.X1 + (double)box.X2) / 2) - 0.5, centerY = ((box.Y1 + (double)box.Y2) / 2) - 0.5;
        double halfWidth = Math.Abs((double)box.X2 - box.X1) / 2, halfHeight = Math.Abs((double)box.Y2 - box.Y1) / 2;
        (double x, double y) = transform.Map(centerX, centerY);
        double reachX = (Math.Abs(transform.A) * halfWidth) + (Math.Abs(transform.B) * halfHeight);
        double reachY = (Math.Abs(transform.D) * halfWidth) + (Math.Abs(transform.E) * halfHeight);
        return new Box((float)(x - reachX + 0.5), (float)(y - reachY + 0.5), (float)(x + reachX + 0.5), (float)(y + reachY + 0.5));
    }
}
