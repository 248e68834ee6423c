using System.Runtime.InteropServices;
using DeepRecipes.Kernels;

namespace DeepRecipes.Metrics;

/// <summary>A box as COCO's files have it.</summary>
/// <param name="X">Left edge in pixels.</param>
/// <param name="Y">Top edge in pixels.</param>
/// <param name="Width">Not negative.</param>
/// <param name="Height">Not negative.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CocoBox(double X, double Y, double Width, double Height)
{
    /// <summary>A box from its edges.</summary>
    /// <param name="box">The box.</param>
    /// <returns>The same box.</returns>
    public static CocoBox From(Box box) => new(box.X1, box.Y1, (double)box.X2 - box.X1, (double)box.Y2 - box.Y1);

    internal void Validate(string name)
    {
        Ensure.Finite(X, name);
        Ensure.Finite(Y, name);
        Ensure.InRange(Width, 0, double.MaxValue, name);
        Ensure.InRange(Height, 0, double.MaxValue, name);
    }
}
