using System.Runtime.InteropServices;

namespace DeepRecipes.Kernels;

/// <summary>A rectangle turned about its centre.</summary>
/// <param name="CenterX">Centre, in pixels from the left edge of the image.</param>
/// <param name="CenterY">Centre, in pixels from the top edge of the image.</param>
/// <param name="Width">Side along the rectangle's own x axis; not negative.</param>
/// <param name="Height">Side along the rectangle's own y axis; not negative.</param>
/// <param name="Angle">Radians by which the rectangle's x axis is turned towards the image's y axis (clockwise on the screen, as y grows downwards).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OrientedBox(double CenterX, double CenterY, double Width, double Height, double Angle)
{
    /// <summary>The oriented box of angle 0 that covers an axis-aligned box.</summary>
    /// <param name="box">The box.</param>
    /// <returns>The same rectangle.</returns>
    public static OrientedBox From(Box box) =>
        new(((double)box.X1 + box.X2) / 2, ((double)box.Y1 + box.Y2) / 2, (double)box.X2 - box.X1, (double)box.Y2 - box.Y1, 0);
}
